package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.RowChoice;

/** Decides from commit-ts and operation alone whether a row is wanted; watches that commit-ts never decreases. */
final class RowFilter {
    /** What becomes of a row. */
    enum Verdict {
        TAKE,
        SKIP,
        /** The row is at or above the end of the range: the stream ends before it. */
        END
    }

    private static final long YEAR_2000 = 946_684_800_000L << 18;

    private final long from;
    private final long to;
    private final RowChoice choice;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /** Rows at or below {@code version} belong to an earlier schema: replays after a restart of the changefeed. */
    RowFilter(CommitRange range, RowChoice choice, long version) {
        this.from = Math.max(range.from(), version + 1);
        this.to = range.to();
        this.choice = choice;
    }

    private RowFilter(RowFilter other) {
        this.from = other.from;
        this.to = other.to;
        this.choice = other.choice;
    }

    /** A filter for reading rows a second time. */
    RowFilter again() {
        return new RowFilter(this);
    }

    /**
     * Whether a row is below the range, so that it need not fit the schema. What is no TSO of this century is not taken for
     * a commit-ts then: it may be a value, if rows have no commit-ts.
     */
    boolean isStale(long commitTs) {
        return commitTs < from && commitTs >= YEAR_2000;
    }

    /** Judges by commit-ts, in the order of the file; {@link #wants} decides about the operation. */
    Verdict judge(long commitTs, int position) throws BadRowException {
        if (commitTs == ChangeBlock.NO_COMMIT_TS) {
            return Verdict.TAKE;
        }
        if (commitTs < last) {
            throw new BadRowException(
                    position,
                    "commit-ts " + commitTs + " follows " + last
                            + "; within a file TiCDC never goes back, so the file is damaged or was put together by hand");
        }
        last = commitTs;
        first = Math.min(first, commitTs);
        if (commitTs >= to) {
            return Verdict.END;
        }
        return commitTs >= from ? Verdict.TAKE : Verdict.SKIP;
    }

    /** Rows that come next need not follow those before. */
    void restart() {
        first = Long.MAX_VALUE;
        last = Long.MIN_VALUE;
    }

    /** Takes rows from here on that follow one of this commit-ts. */
    RowFilter after(long commitTs) {
        last = commitTs;
        return this;
    }

    /** The first commit-ts that was judged, or {@link Long#MAX_VALUE}. */
    long first() {
        return first;
    }

    /** The last commit-ts that was judged, or {@link Long#MIN_VALUE}. */
    long last() {
        return last;
    }

    boolean wants(byte operation) {
        return choice.wants(operation);
    }
}
