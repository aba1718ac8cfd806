package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What need not be read again: in each partition everything below the oldest row that is not landed, of tables that are not
 * stopped, or were when it came from where they had none.
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
                .filter(rows -> !tables.stopped().has(table) && tables.find(table) == null)
                .forEach(rows -> settlement.hold(rows.partition(), rows.oldestOffset())));
        for (Remembered table : remembered) {
            boolean waits =
                    table.isActive() && !tables.stopped().has(table.table()) && tables.find(table.table()) == null;
            TableHint hint = waits ? TableHint.parse(table.table(), table.hint()) : null;
            if (hint != null) {
                settlement.hold(hint.rows());
            }
        }
        tables.all().forEach(table -> settlement.hold(table.settled()));
        for (TableId table : tables.stopped().all()) {
            tables.stopped().foreign(table, view).forEach(partition -> settlement.holdFirst(table, partition));
        }
        return settlement;
    }

    /** The first row of a stopped table in a partition, whether it is held or was dropped. */
    private void holdFirst(TableId table, Partition partition) {
        hold(partition, view.read(partition).dropped().getOrDefault(table, Long.MAX_VALUE));
        view.rows(table).stream()
                .filter(rows -> rows.partition().equals(partition))
                .forEach(rows -> hold(partition, rows.oldestOffset()));
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
