package io.tidbmirror.emulator;

import java.time.Duration;

/**
 * What goes wrong with a request, for tests of what stands in front of the endpoint.
 *
 * @param kind what
 * @param time how long, where the kind says so
 */
public record Fault(Kind kind, Duration time) {
    /** Kinds of faults. */
    public enum Kind {
        /** The request is answered as it should be. */
        NONE,
        /** {@code If-Match} and {@code If-None-Match} are not looked at. */
        IGNORE_CONDITIONS,
        /** Answered 500; nothing is done. */
        ERROR_BEFORE,
        /** Done, and answered 500. */
        ERROR_AFTER,
        /** Answered 429 with Retry-After, in seconds; nothing is done. */
        THROTTLED,
        /** Answered 403; nothing is done. */
        FORBIDDEN,
        /** Done at once, answered after a time. */
        DELAYED,
        /** The connection is cut; nothing is done. */
        RESET_BEFORE,
        /** Done, and the connection is cut. */
        RESET_AFTER,
        /** Answered 500, and done after a time. */
        APPLIED_LATE,
        /** Never answered; nothing is done. */
        SILENT
    }

    public static final Fault NONE = of(Kind.NONE);

    public static Fault of(Kind kind) {
        return new Fault(kind, Duration.ZERO);
    }
}
