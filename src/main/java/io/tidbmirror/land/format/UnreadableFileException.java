package io.tidbmirror.land.format;

import org.jspecify.annotations.Nullable;

/** A landing file that is not what its name says, or is damaged. */
public final class UnreadableFileException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadableFileException(String message) {
        this(message, null);
    }

    public UnreadableFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
