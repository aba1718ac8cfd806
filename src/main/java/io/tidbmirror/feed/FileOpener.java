package io.tidbmirror.feed;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** Opens objects of a changefeed. */
@FunctionalInterface
public interface FileOpener {
    /**
     * Opens an object for reading.
     *
     * @param object as listed
     * @param offset first byte to read, at most its size
     * @throws FileNotFoundException if it is gone
     * @throws IOException if it was overwritten since it was listed (its version differs), or on any failure
     */
    InputStream open(FeedObject object, long offset) throws IOException;
}
