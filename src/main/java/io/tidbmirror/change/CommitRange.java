package io.tidbmirror.change;

/**
 * The commit timestamps of interest: {@code from} (inclusive) to {@code to} (exclusive).
 *
 * @param from rows below are replays of what is landed, dropped before any value is decoded
 * @param to rows at or above are not known to be complete; the first of them ends a file's stream
 */
public record CommitRange(long from, long to) {
    /** Every row, with or without a commit-ts (positioned mode). */
    public static final CommitRange ALL = new CommitRange(Long.MIN_VALUE, Long.MAX_VALUE);
}
