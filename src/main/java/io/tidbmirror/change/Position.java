package io.tidbmirror.change;

/** How far a stream is landed: a commit-ts, or a place in the files where rows carry none. */
public sealed interface Position {
    /** Resolved mode: every row with a smaller commit-ts is landed. */
    record BelowTs(long commitTs) implements Position {
        @Override
        public String toString() {
            return Long.toString(commitTs);
        }
    }

    /** Positioned mode: an opaque place, compared for equality only, such as {@code version/date/number#row}. */
    record At(String place) implements Position {
        @Override
        public String toString() {
            return place;
        }
    }
}
