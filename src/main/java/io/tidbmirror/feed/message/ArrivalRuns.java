package io.tidbmirror.feed.message;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Positioned mode: rows as they arrive, those of one schema version to a run. */
final class ArrivalRuns implements Runs {
    private int shape;

    @Override
    public @Nullable GrowingRun of(Envelope row, byte[] message, List<GrowingRun> open) throws IOException {
        int before = shape;
        shape = RowShape.of(message);
        return open.isEmpty() || shape != before ? null : open.get(0);
    }

    @Override
    public int most() {
        return 1;
    }
}
