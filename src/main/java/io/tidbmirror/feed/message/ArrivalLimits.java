package io.tidbmirror.feed.message;

import java.util.Map;
import java.util.TreeMap;

/**
 * Positioned mode: up to which offset rows may land, since every statement that was sent before them is known. TiCDC sends a
 * statement to partition 0 before the rows behind it to theirs; so rows that were read have to wait for one look at the end of
 * partition 0. Not thread safe.
 */
final class ArrivalLimits {
    private final Statements statements;
    private Map<Partition, Long> limits = Map.of();
    private Map<Partition, Long> waiting = Map.of();
    private long look;

    ArrivalLimits(Statements statements) {
        this.statements = statements;
    }

    /** The limits of this moment. */
    Map<Partition, Long> at(BacklogView view) {
        if (statements.isAnswered(look)) {
            limits = waiting;
            Map<Partition, Long> read = new TreeMap<>();
            view.partitions().forEach((partition, state) -> read.put(partition, state.next()));
            waiting = read;
            look = statements.ask();
        }
        return limits;
    }
}
