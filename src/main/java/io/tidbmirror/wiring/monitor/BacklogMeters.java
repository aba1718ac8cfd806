package io.tidbmirror.wiring.monitor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidbmirror.feed.message.Holding;
import java.util.function.ToDoubleFunction;

/** Publishes how many rows of Kafka wait to be landed, and where. */
public final class BacklogMeters implements MeterBinder {
    private final Holding holding;

    public BacklogMeters(Holding holding) {
        this.holding = holding;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "memory", "Bytes of rows that wait in memory", Holding::inMemory);
        gauge(registry, "budget", "Bytes of rows that may wait in memory: kafka.memory", Holding::budget);
        gauge(registry, "spilled", "Bytes of rows that wait in files, because memory is full", Holding::onDisk);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Holding> value) {
        Gauge.builder("open.mirroring.backlog." + name, holding, value)
                .baseUnit("bytes")
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
