package io.tidbmirror.change;

import org.jspecify.annotations.Nullable;

/** The process cannot go on: wrong configuration (exit 2) or a failure at start (exit 3). */
public final class FatalException extends MirrorException {
    /** Bad usage, or a configuration that is wrong or unsafe. */
    public static final int CONFIGURATION = 2;

    /** No feed, unreadable metadata, failed probe, credentials, or transient errors beyond the time-out. */
    public static final int START = 3;

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private FatalException(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public static FatalException configuration(String message) {
        return new FatalException(CONFIGURATION, message, null);
    }

    public static FatalException start(String message, @Nullable Throwable cause) {
        return new FatalException(START, message, cause);
    }

    public int exitCode() {
        return exitCode;
    }
}
