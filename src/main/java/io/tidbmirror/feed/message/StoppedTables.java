package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Tables of which nobody holds rows before somebody releases them. Not thread safe. */
final class StoppedTables {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final Clock clock;
    private final Map<TableId, Stop> tables = new HashMap<>();

    /**
     * Why nobody asks for a table.
     *
     * @param until when it is looked at again
     * @param partitions where its rows were, as far as it is known
     * @param home where its rows are by HEAD; empty as long as it is not known
     */
    private record Stop(Instant until, Set<Partition> partitions, Set<Partition> home) {}

    StoppedTables(Clock clock) {
        this.clock = clock;
    }

    boolean has(TableId table) {
        return tables.containsKey(table);
    }

    Collection<TableId> all() {
        return tables.keySet();
    }

    /** It was stopped before, and is to be looked at now. */
    void begin(TableId table) {
        tables.putIfAbsent(table, new Stop(clock.instant(), Set.of(), Set.of()));
    }

    /** It is stopped; what is not known of its partitions is as it was. */
    void stop(TableId table, Set<Partition> partitions, Set<Partition> home) {
        Stop before = tables.getOrDefault(table, new Stop(Instant.MIN, Set.of(), Set.of()));
        tables.put(
                table,
                new Stop(
                        clock.instant().plus(LOOK_AGAIN),
                        Set.copyOf(partitions.isEmpty() ? before.partitions() : partitions),
                        Set.copyOf(home.isEmpty() ? before.home() : home)));
    }

    /** It is not stopped any more. */
    void remove(TableId table) {
        tables.remove(table);
    }

    /** Whether it is too soon to look at it again. */
    boolean rests(TableId table) {
        Stop stop = tables.get(table);
        return stop != null && clock.instant().isBefore(stop.until());
    }

    /** Those whose rows are in partitions that are read here, or nobody knows where: somebody may have released them. */
    List<TableId> within(BacklogView view) {
        return tables.entrySet().stream()
                .filter(table ->
                        view.partitions().keySet().containsAll(table.getValue().partitions()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Partitions that are read here in which a table has no rows by HEAD; none as long as that is not known. */
    Set<Partition> foreign(TableId table, BacklogView view) {
        Stop stop = tables.get(table);
        Set<Partition> foreign = new TreeSet<>();
        if (stop != null && !stop.home().isEmpty()) {
            foreign.addAll(view.partitions().keySet());
            foreign.removeAll(stop.home());
        }
        return foreign;
    }
}
