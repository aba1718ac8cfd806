package io.tidbmirror.change;

import org.jspecify.annotations.Nullable;

/** May succeed when tried again later; nothing was lost. */
public final class TransientException extends MirrorException {
    private static final long serialVersionUID = 1L;

    public TransientException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
