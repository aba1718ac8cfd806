package io.tidbmirror.feed.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partitions to which TiCDC sends no watermark: those beyond the {@code partition-num} of its sink URI, and those of topics whose
 * tables are all dropped or renamed (tiflow event_router.go, GetActiveTopics). A watermark in any partition says that everything
 * below it was sent; so a partition that was read up to the end that it had later than that has no more below it. Only where no
 * table goes on is that concluded: of two changefeeds that one mirror reads, neither tells of the other's rows. Not thread safe.
 */
final class SilentPartitions {
    /** Brokers wait no longer than this for a replica before they tell an end (replica.lag.time.max.ms). */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(SilentPartitions.class);

    private final Backlog backlog;
    private final Statements statements;
    private final Clock clock;
    private @Nullable Sample sample;
    private long judged = Envelope.NONE;
    private Set<Partition> told = Set.of();

    /**
     * The watermark that all other partitions had at one moment.
     *
     * @param due when it is old enough
     * @param look number of the look at the ends that counts; 0 as long as it is not old enough
     */
    private record Sample(long watermark, Instant due, long look) {}

    SilentPartitions(Backlog backlog, Statements statements, Clock clock) {
        this.backlog = backlog;
        this.statements = statements;
        this.clock = clock;
    }

    /**
     * Looks whether they are read far enough to be passed.
     *
     * @param watermarks of all partitions, as far as each is known to be complete
     * @param inhabited topics of tables that go on
     * @return those that hold the others back
     */
    Set<Partition> look(Map<Partition, Long> watermarks, Set<String> inhabited) {
        Set<Partition> silent = silent(watermarks.keySet(), inhabited);
        Set<Partition> others = new HashSet<>(watermarks.keySet());
        others.removeAll(silent);
        long passed = least(watermarks, others);
        silent.removeIf(partition -> watermarks.getOrDefault(partition, Envelope.NONE) >= passed);
        if (silent.isEmpty()) {
            sample = null;
        } else {
            judge(silent, passed);
        }
        return silent;
    }

    /** Whether none holds the others back for longer than it has to; for a run that ends by itself. */
    boolean areSettled(Map<Partition, Long> watermarks, Set<String> inhabited) {
        long known = least(watermarks, look(watermarks, inhabited));
        return sample == null || (judged != Envelope.NONE && known >= judged);
    }

    private Set<Partition> silent(Collection<Partition> all, Set<String> inhabited) {
        Set<Partition> silent = new TreeSet<>();
        for (Partition partition : all) {
            if (!inhabited.contains(partition.topic()) || backlog.ends().isUnused(partition)) {
                silent.add(partition);
            }
        }
        return silent;
    }

    private void judge(Set<Partition> silent, long passed) {
        PartitionEnds ends = backlog.ends();
        Sample one = sample;
        if (one == null) {
            sample = new Sample(passed, clock.instant().plus(PATIENCE), 0);
        } else if (one.look() == 0 && !clock.instant().isBefore(one.due())) {
            sample = new Sample(one.watermark(), one.due(), ends.nextLook());
        } else if (one.look() != 0 && ends.hasLooked(one.look())) {
            for (Partition partition : silent) {
                ends.of(partition).ifPresent(end -> {
                    Floor floor = new Floor(one.watermark(), end);
                    backlog.pass(partition, floor);
                    statements.pass(partition, floor);
                });
            }
            judged = one.watermark();
            sample = new Sample(passed, clock.instant().plus(PATIENCE), 0);
            tell(silent);
        }
    }

    private void tell(Set<Partition> silent) {
        if (!told.containsAll(silent)) {
            LOG.info(
                    "{}: the changefeed sends nothing there, since no table is left or its partition-num is smaller; rows of"
                            + " other partitions land about a minute later",
                    silent);
        }
        told = Set.copyOf(silent);
    }

    private static long least(Map<Partition, Long> watermarks, Set<Partition> some) {
        return some.stream()
                .mapToLong(partition -> watermarks.getOrDefault(partition, Envelope.NONE))
                .min()
                .orElse(Envelope.NONE);
    }
}
