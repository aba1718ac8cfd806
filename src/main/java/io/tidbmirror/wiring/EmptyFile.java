package io.tidbmirror.wiring;

import io.tidbmirror.change.ByteSource;
import java.io.IOException;
import java.io.InputStream;

/** Stands for the files of a window that has none, so that it takes the same way through the routes. */
record EmptyFile(String name) implements ByteSource {
    @Override
    public long size() {
        return 0;
    }

    @Override
    public InputStream open(long offset) throws IOException {
        return InputStream.nullInputStream();
    }
}
