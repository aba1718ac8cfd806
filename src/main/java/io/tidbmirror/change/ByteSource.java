package io.tidbmirror.change;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read again from any offset: a file of the changefeed. Immutable; nothing is held open. */
public interface ByteSource {
    /** For messages: the path of the file. */
    String name();

    /** Length in bytes. */
    long size();

    /**
     * Opens the bytes from an offset to the end.
     *
     * @throws IOException if the store fails, or the bytes are no longer those that were listed (transient)
     */
    InputStream open(long offset) throws IOException;
}
