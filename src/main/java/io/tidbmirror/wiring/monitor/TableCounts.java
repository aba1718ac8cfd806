package io.tidbmirror.wiring.monitor;

import io.tidbmirror.change.CommitTs;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What this process knows and has done of one table. Thread safe. */
final class TableCounts {
    private static final double MILLIS = 1_000;

    final TableId table;
    final LongAdder files = new LongAdder();
    final LongAdder rows = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder fenced = new LongAdder();
    final LongAdder retries = new LongAdder();
    /** As this process read or wrote it last; null before. */
    private volatile @Nullable Head head;

    private volatile double unread = Double.NaN;

    TableCounts(TableId table) {
        this.table = table;
    }

    void know(Head newest) {
        head = newest;
    }

    /** Files that Fabric has not read yet, when somebody looked last; not a number where that is not known. */
    double unread() {
        return unread;
    }

    void unread(double files) {
        unread = files;
    }

    double seq() {
        Head known = head;
        return known == null ? Double.NaN : known.seq();
    }

    /** Seconds since 1970 of the commit-ts that is covered; not a number where nothing with a commit-ts is. */
    double coveredSeconds() {
        OptionalLong commitTs = commitTs();
        return commitTs.isEmpty() ? Double.NaN : new CommitTs(commitTs.getAsLong()).physicalMillis() / MILLIS;
    }

    /** Age of the commit-ts that is covered. */
    double lagSeconds(Clock clock) {
        return Math.max(0, clock.millis() / MILLIS - coveredSeconds());
    }

    /** Whether the table has a status. */
    boolean is(Head.Status status) {
        Head known = head;
        return known != null && known.status() == status;
    }

    private OptionalLong commitTs() {
        Head known = head;
        return known == null ? OptionalLong.empty() : known.covered().commitTs();
    }
}
