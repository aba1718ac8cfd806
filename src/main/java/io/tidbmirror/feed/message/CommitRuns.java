package io.tidbmirror.feed.message;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs of ascending commit-ts. A partition has the rows of a table in commit order but for replays, the partitions of a
 * partitioned table side by side, and messages that TiCDC sent twice (ticdc#5359, #5510, #5824).
 */
final class CommitRuns implements Runs {
    private static final int MOST = 16;

    @Override
    public @Nullable GrowingRun of(Envelope row, byte[] message, List<GrowingRun> open) {
        return open.stream()
                .filter(candidate -> candidate.takes(row))
                .max(Comparator.comparingLong(GrowingRun::lastTs))
                .orElse(null);
    }

    @Override
    public int most() {
        return MOST;
    }
}
