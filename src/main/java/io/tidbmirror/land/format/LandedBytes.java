package io.tidbmirror.land.format;

import java.io.IOException;

/** The bytes of a landing file that is there, read in parts. */
public interface LandedBytes {
    /** Bytes of the whole file. */
    long size();

    /**
     * Reads a part.
     *
     * @return so many bytes, or fewer if the file is shorter or gone by now
     */
    byte[] read(long offset, int length) throws IOException;
}
