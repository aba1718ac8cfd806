package io.tidbmirror.wiring.status;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.Position;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head;
import io.tidbmirror.land.Progress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** HEADs of tables in every situation. */
final class Tables {
    static final long COMMIT_TS = 470612641726596072L;

    /** Ninety seconds after {@link #COMMIT_TS}. */
    static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli((COMMIT_TS >>> 18) + 90_000), ZoneOffset.UTC);

    private Tables() {}

    static TableStatus landed() {
        return status("bookshop", "books", 3, 107, Covered.below(COMMIT_TS), Head.Status.ACTIVE, "");
    }

    static TableStatus empty() {
        return status("bookshop", "naïve", 1, 0, Covered.below(COMMIT_TS), Head.Status.ACTIVE, "");
    }

    static TableStatus quarantined() {
        return status("bookshop", "log", 0, 0, Covered.NOTHING, Head.Status.QUARANTINED, "no key: set key-columns");
    }

    static TableStatus positioned() {
        Covered covered = new Covered(
                new TreeMap<>(Map.of("s/1", new Position.At("1/2026-11-21/7#4"), "s/2", new Position.At("2//1#9"))));
        return status("shop", "t", 2, 13, covered, Head.Status.ACTIVE, "");
    }

    static TableStatus ofOneStream() {
        Covered covered = new Covered(new TreeMap<>(Map.of("", new Position.At("a1.csv#end"))));
        return status("shop", "own", 1, 3, covered, Head.Status.ACTIVE, "");
    }

    private static TableStatus status(
            String schema, String table, long seq, long rows, Covered covered, Head.Status status, String reason) {
        Head head = new Head(
                new TableId(schema, table),
                schema + ".schema/" + table,
                new Head.Tenure(1, "owner", "fingerprint", "id"),
                new Progress(1, "folder", seq, covered, covered, rows, null, null, Map.of(), 0, null),
                new Head.Shape(List.of(), List.of()),
                new Head.Standing(status, reason, ""));
        return TableStatus.of(head, CLOCK);
    }
}
