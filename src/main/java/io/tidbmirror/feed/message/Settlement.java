package io.tidbmirror.feed.message;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What need not be read again: in each partition everything below the oldest row that is not landed, of tables that are not
 * stopped.
 */
final class Settlement {
    private final BacklogView view;
    private final SortedMap<Partition, Long> offsets = new TreeMap<>();

    private Settlement(BacklogView view) {
        this.view = view;
        view.partitions().forEach((partition, read) -> offsets.put(partition, read.next()));
    }

    /**
     * At one moment.
     *
     * @param remembered tables that have a HEAD
     * @param tables those that are landed here
     */
    static Settlement of(BacklogView view, List<Remembered> remembered, Attachments tables) {
        Settlement settlement = new Settlement(view);
        view.tables().forEach((table, places) -> places.stream()
                .filter(rows -> !tables.isStopped(table) && tables.find(table) == null)
                .forEach(rows -> settlement.hold(rows.partition(), rows.oldestOffset())));
        for (Remembered table : remembered) {
            boolean waits = table.isActive() && !tables.isStopped(table.table()) && tables.find(table.table()) == null;
            TableHint hint = waits ? TableHint.parse(table.table(), table.hint()) : null;
            if (hint != null) {
                settlement.hold(hint.rows());
            }
        }
        tables.all().forEach(table -> settlement.hold(table.settled()));
        return settlement;
    }

    private void hold(Map<Partition, Long> needed) {
        needed.forEach(this::hold);
    }

    private void hold(Partition partition, long offset) {
        offsets.computeIfPresent(partition, (same, settled) -> Math.min(settled, offset));
    }

    void settle(Backlog backlog) {
        offsets.forEach((partition, offset) ->
                backlog.settle(partition, view.read(partition).tenure(), offset));
    }
}
