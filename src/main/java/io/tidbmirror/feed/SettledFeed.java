package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A feed for a run that ends at the first checkpoint it reads: every row below is in a file by then, so nothing is looked for
 * again once two looks in a row have succeeded (the second one closes versions whose successor the first one found), unless a
 * window did not land. One poll at a time; {@link #distrust} from any thread.
 */
public final class SettledFeed implements FeedSource {
    /** Besides the first one, or one that failed. */
    private static final int LOOKS = 1;

    private final FeedSource source;
    private final AtomicInteger looks = new AtomicInteger(LOOKS);
    private @Nullable FeedSnapshot found;

    public SettledFeed(FeedSource source) {
        this.source = source;
    }

    @Override
    public FeedSnapshot poll() throws IOException {
        FeedSnapshot known = found;
        if (known != null && looks.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            return known;
        }
        found = null; // a look that fails is no look
        known = source.poll();
        found = known;
        return known;
    }

    @Override
    public void distrust(TableId table) {
        source.distrust(table);
        looks.set(LOOKS);
    }

    @Override
    public boolean isReady() throws IOException {
        return source.isReady();
    }

    @Override
    public @Nullable Dump dump() {
        return source.dump();
    }

    @Override
    public FeedWindow prepare(FeedWindow window) {
        return source.prepare(window);
    }

    @Override
    public void landed(FeedWindow window) {
        source.landed(window);
    }
}
