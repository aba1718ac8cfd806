package io.tidbmirror.wiring.settings;

import java.time.Duration;
import java.util.List;

/**
 * When a window lands: when the first limit is reached.
 *
 * @param maxRows rows of a file, unless one commit-ts has more
 * @param maxBytes bytes of a file as held, unless one commit-ts has more
 * @param maxAge time since its first row was held
 */
public record BatchSettings(long maxRows, long maxBytes, Duration maxAge) {
    static final Setting<Long> MAX_ROWS = Setting.of(
            "batch.max-rows",
            Kind.count(1, Long.MAX_VALUE),
            "1000000",
            "Rows of a landing file. A commit-ts is never split, so a file may be larger.");
    static final Setting<Long> MAX_BYTES = Setting.of(
            "batch.max-bytes",
            Kind.SIZE,
            "64MiB",
            "Size of a landing file. A commit-ts is never split, so a file may be larger.");
    static final Setting<Duration> MAX_AGE =
            Setting.of("batch.max-age", Kind.DURATION, "10s", "How long a row may be held before its table lands.");

    static final List<Setting<?>> ALL = List.of(MAX_ROWS, MAX_BYTES, MAX_AGE);

    static BatchSettings of(Values values) {
        return new BatchSettings(values.get(MAX_ROWS), values.get(MAX_BYTES), values.get(MAX_AGE));
    }
}
