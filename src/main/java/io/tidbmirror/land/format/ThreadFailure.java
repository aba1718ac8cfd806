package io.tidbmirror.land.format;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What went wrong in one thread, for another one to throw. Thread safe. */
public final class ThreadFailure {
    private volatile @Nullable Throwable thrown;

    public void set(Throwable cause) {
        thrown = cause;
    }

    public boolean isSet() {
        return thrown != null;
    }

    /** Throws what was set, if anything was. */
    public void rethrow() throws IOException {
        Throwable cause = thrown;
        if (cause instanceof IOException io) {
            throw io;
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
    }
}
