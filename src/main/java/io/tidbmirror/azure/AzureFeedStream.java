package io.tidbmirror.azure;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** Tells failures of the client in the middle of an object as the port does. */
final class AzureFeedStream extends FilterInputStream {
    private final Function<RuntimeException, IOException> meaning;

    AzureFeedStream(InputStream in, Function<RuntimeException, IOException> meaning) {
        super(in);
        this.meaning = meaning;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException | RuntimeException e) {
            throw failure(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException | RuntimeException e) {
            throw failure(e);
        }
    }

    /** The client wraps its own exceptions. */
    private IOException failure(Exception e) {
        if (e instanceof RuntimeException direct) {
            return meaning.apply(direct);
        }
        return e.getCause() instanceof RuntimeException wrapped
                ? meaning.apply(wrapped)
                : new IOException(e.getMessage(), e);
    }
}
