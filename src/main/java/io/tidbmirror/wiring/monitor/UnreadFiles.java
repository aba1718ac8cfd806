package io.tidbmirror.wiring.monitor;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts from time to time which files Fabric has not read yet. A look is a listing of the table's folder, so a table is
 * looked at only if files were published since the last look or were left by it, and not more often than every five minutes.
 * One run at a time.
 */
public final class UnreadFiles implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadFiles.class);

    static final Duration PAUSE = Duration.ofMinutes(5);

    private final LandingCounts counts;
    private final Zone zone;
    private final Clock clock;
    private final Map<TableId, Look> looks = new HashMap<>();

    /** Counts the files in the folder of a table. */
    public interface Zone {
        long unread(TableId table) throws IOException;
    }

    /**
     * The last look at a table.
     *
     * @param published how many files this process had published before it
     */
    private record Look(Instant at, long published) {}

    public UnreadFiles(LandingCounts counts, Zone zone, Clock clock) {
        this.counts = counts;
        this.zone = zone;
        this.clock = clock;
    }

    @Override
    public void run() {
        for (TableCounts table : counts.tables()) {
            Look look = new Look(clock.instant(), table.files.sum());
            if (isDue(table, look)) {
                looks.put(table.table, look);
                table.unread(count(table.table));
            }
        }
    }

    private boolean isDue(TableCounts table, Look now) {
        Look last = looks.get(table.table);
        return last == null
                || (!now.at().isBefore(last.at().plus(PAUSE))
                        && (now.published() > last.published() || !(table.unread() == 0)));
    }

    /** A zone that fails is told of by what lands there; here it is only not known. What is thrown would end the schedule. */
    private double count(TableId table) {
        try {
            return zone.unread(table);
        } catch (IOException notKnown) {
            return Double.NaN;
        } catch (RuntimeException e) {
            LOG.warn("table {}: files that Fabric has not read yet cannot be counted, will be tried again", table, e);
            return Double.NaN;
        }
    }
}
