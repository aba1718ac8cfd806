package io.tidbmirror.change;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read again from any offset: a file of the changefeed. Immutable; nothing is held open. */
public interface ByteSource {
    /** For messages: the path of the file. */
    String name();

    /** The size of bytes that are only known once they are read, such as those of a compressed file. */
    long UNKNOWN_SIZE = -1;

    /** Length in bytes, or {@link #UNKNOWN_SIZE}. */
    long size();

    /**
     * Opens the bytes from an offset to the end.
     *
     * @throws IOException if the store fails, or the bytes are no longer those that were listed (transient)
     */
    InputStream open(long offset) throws IOException;
}
