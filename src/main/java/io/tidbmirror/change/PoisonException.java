package io.tidbmirror.change;

import org.jspecify.annotations.Nullable;

/**
 * A table's input cannot be landed as it is: the table is quarantined with this message, the others go on.
 *
 * <p>The message names the table, the file, line and offset where there are any, and what to do.
 */
public final class PoisonException extends MirrorException {
    private static final long serialVersionUID = 1L;

    public PoisonException(String message) {
        this(message, null);
    }

    public PoisonException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
