package io.tidbmirror.wiring.monitor;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the counts as meters (landing-protocol.md section 16). Micrometer makes {@code open_mirroring_landed_rows_total}
 * of {@code open.mirroring.landed.rows}.
 */
public final class MirrorMeters implements MeterBinder {
    private static final double MILLIS = 1_000;

    private final LandingCounts counts;
    private final Function<TableId, Duration> pending;
    private final Clock clock;

    /**
     * Meters of these counts.
     *
     * @param pending how long the oldest row of a table has waited to be landed; zero if none waits
     */
    public MirrorMeters(LandingCounts counts, Function<TableId, Duration> pending, Clock clock) {
        this.counts = counts;
        this.pending = pending;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("open.mirroring.tables.quarantined", counts, MirrorMeters::quarantined)
                .description("Tables of this process that are quarantined")
                .strongReference(true)
                .register(registry);
        counts.onTable(table -> new OfTable(table, registry).bind());
    }

    private static double quarantined(LandingCounts counts) {
        return counts.tables().stream()
                .filter(table -> table.is(Head.Status.QUARANTINED))
                .count();
    }

    /** The meters of one table. */
    private final class OfTable {
        private final TableCounts table;
        private final MeterRegistry registry;
        private final Tags tags;

        OfTable(TableCounts table, MeterRegistry registry) {
            this.table = table;
            this.registry = registry;
            this.tags = Tags.of("schema", table.table.schema(), "table", table.table.table());
        }

        void bind() {
            counter("landed.files", null, "Files published by this process", t -> t.files.sum());
            counter("landed.rows", null, "Rows in files published by this process", t -> t.rows.sum());
            counter("landed", "bytes", "Bytes of files published by this process", t -> t.bytes.sum());
            counter("fenced", null, "Times another process was found to have the table", t -> t.fenced.sum());
            counter("retries", null, "Windows that did not land and were read again", t -> t.retries.sum());
            gauge("seq", null, "Number of the last file of this generation", TableCounts::seq);
            gauge("covered.timestamp", "seconds", "Time of the commit-ts that is covered", TableCounts::coveredSeconds);
            gauge("landing.lag", "seconds", "Age of the commit-ts that is covered", t -> t.lagSeconds(clock));
            gauge("pending.age", "seconds", "How long the oldest row has waited; 0 if none waits", this::pendingAge);
            gauge("unread.files", null, "Landing files that Fabric has not read yet", TableCounts::unread);
            for (Head.Status status : Head.Status.values()) {
                Gauge.builder("open.mirroring.table.status", table, t -> t.is(status) ? 1 : 0)
                        .tags(tags.and("status", status.name().toLowerCase(Locale.ROOT)))
                        .description("1 for the status that the table has, 0 for all others")
                        .strongReference(true)
                        .register(registry);
            }
        }

        private double pendingAge(TableCounts counted) {
            return pending.apply(counted.table).toMillis() / MILLIS;
        }

        private void counter(
                String name, @Nullable String unit, String description, ToDoubleFunction<TableCounts> value) {
            FunctionCounter.builder("open.mirroring." + name, table, value)
                    .tags(tags)
                    .baseUnit(unit)
                    .description(description)
                    .register(registry);
        }

        private void gauge(
                String name, @Nullable String unit, String description, ToDoubleFunction<TableCounts> value) {
            Gauge.builder("open.mirroring." + name, table, value)
                    .tags(tags)
                    .baseUnit(unit)
                    .description(description)
                    .strongReference(true)
                    .register(registry);
        }
    }
}
