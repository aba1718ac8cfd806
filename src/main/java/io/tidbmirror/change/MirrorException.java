package io.tidbmirror.change;

import org.jspecify.annotations.Nullable;

/**
 * One of the three kinds of error: transient (try again), poison (this table stops, the others go on), fatal (the process
 * stops). A message tells what happened, where, why, and what to do. Failures of storage arrive as
 * {@link java.io.IOException} and are transient.
 */
public abstract sealed class MirrorException extends RuntimeException
        permits TransientException, PoisonException, FatalException {
    private static final long serialVersionUID = 1L;

    MirrorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
