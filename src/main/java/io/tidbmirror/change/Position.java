package io.tidbmirror.change;

/** How far a stream is landed: a commit-ts, or a place in the files where that does not tell, as in an export. */
public sealed interface Position {
    /** Every row with a smaller commit-ts is landed. */
    record BelowTs(long commitTs) implements Position {
        @Override
        public String toString() {
            return Long.toString(commitTs);
        }
    }

    /** A {@link FilePlace} as text; to those who land rows opaque, and compared for equality only. */
    record At(String place) implements Position {
        @Override
        public String toString() {
            return place;
        }
    }
}
