package io.tidbmirror.decode;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/** Local times of a zone as UTC. What the zone's clocks show twice, or never, is refused. */
final class ZoneShift {
    static final ZoneShift NONE = new ZoneShift(ZoneOffset.UTC);

    private static final long MICROS = 1_000_000;

    private final ZoneId zone;
    private final ZoneRules rules;
    private final boolean fixed;
    private final long fixedMicros;

    ZoneShift(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
        this.fixed = rules.isFixedOffset();
        this.fixedMicros = fixed ? micros(rules.getOffset(Instant.EPOCH)) : 0;
    }

    /** Whether local times are UTC. */
    boolean isNone() {
        return fixed && fixedMicros == 0;
    }

    /** Microseconds since 1970-01-01 UTC of a local time that is given as if it were UTC. */
    long toUtc(long local, int row) throws BadCellException {
        if (fixed) {
            return local - fixedMicros;
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(local, MICROS), 0, ZoneOffset.UTC);
        List<ZoneOffset> offsets = rules.getValidOffsets(time);
        if (offsets.size() != 1) {
            throw new BadCellException(
                    row,
                    "is a time that the clocks of " + zone + " show " + (offsets.isEmpty() ? "never" : "twice")
                            + ", because they are set there; check feed.time-zone, and run TiCDC with --tz=UTC");
        }
        return local - micros(offsets.get(0));
    }

    private static long micros(ZoneOffset offset) {
        return offset.getTotalSeconds() * MICROS;
    }
}
