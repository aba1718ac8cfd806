package io.tidbmirror.oracle;

/** What a test sets {@code landing.zero-date} to. */
public enum ZeroDates {
    TEXT,
    /** Dates with a zero month or day are expected as NULL. */
    NULL
}
