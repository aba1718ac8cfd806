package io.tidbmirror.model;

import io.tidbmirror.corpus.Truth.RowEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Random changes of the rows of one table in one commit: each row at most once, keys stay unique. */
final class RandomRows {

    private static final int KEYS = 30;
    private static final int LARGE = 40;

    private final ModelTable table;
    private final Draw draw;
    private final long ts;
    private final LongSupplier ids;
    private final List<String> key;
    /** Rows by key as they are after the changes so far; null for a key that was given away. */
    private final Map<List<String>, Map<String, String>> after = new HashMap<>();

    private final List<RowEvent> events = new ArrayList<>();

    RandomRows(ModelTable table, Draw draw, long ts, LongSupplier ids) {
        this.table = table;
        this.draw = draw;
        this.ts = ts;
        this.ids = ids;
        this.key = table.keys().get(0);
        table.rows().forEach(row -> after.put(keyOf(row), row));
    }

    List<RowEvent> changes() {
        List<Map<String, String>> untouched = new ArrayList<>(table.rows());
        int changes = draw.chance(15) ? LARGE : 1 + draw.below(5);
        for (int i = 0; i < changes; i++) {
            int what = untouched.isEmpty() ? 0 : draw.below(6);
            if (what <= 1) {
                insert();
            } else if (what == 5 && untouched.size() > 1) {
                swap(take(untouched), take(untouched));
            } else {
                change(take(untouched), what);
            }
        }
        return events;
    }

    private Map<String, String> take(List<Map<String, String>> from) {
        return from.remove(draw.below(from.size()));
    }

    private void insert() {
        Map<String, String> row = fresh();
        if (after.get(keyOf(row)) == null && partOf(row) != null && !after.containsKey(keyOf(row))) {
            after.put(keyOf(row), row);
            add(null, row);
        }
    }

    private void change(Map<String, String> row, int what) {
        if (what == 2) {
            after.put(keyOf(row), null);
            add(row, null);
            return;
        }
        Map<String, String> changed = fresh();
        if (what == 3) {
            key.forEach(k -> changed.put(k, row.get(k)));
        }
        if (partOf(changed) == null || (!keyOf(changed).equals(keyOf(row)) && after.containsKey(keyOf(changed)))) {
            return;
        }
        after.put(keyOf(row), null);
        after.put(keyOf(changed), changed);
        move(row, changed);
    }

    /** Two rows exchange their keys. */
    private void swap(Map<String, String> one, Map<String, String> other) {
        Map<String, String> first = new LinkedHashMap<>(one);
        Map<String, String> second = new LinkedHashMap<>(other);
        key.forEach(k -> {
            first.put(k, other.get(k));
            second.put(k, one.get(k));
        });
        after.put(keyOf(first), first);
        after.put(keyOf(second), second);
        move(one, first);
        move(other, second);
    }

    /** An update, or a delete and an insert if the row leaves its partition. */
    private void move(Map<String, String> from, Map<String, String> to) {
        if (partOf(from).equals(partOf(to))) {
            add(from, to);
        } else {
            add(from, null);
            add(null, to);
        }
    }

    private void add(Map<String, String> from, Map<String, String> to) {
        String part = partOf(to == null ? from : to);
        long place = table.physicalIds().computeIfAbsent(part, p -> ids.getAsLong());
        events.add(RandomTidb.event(ts, table, place, from, to));
    }

    private Map<String, String> fresh() {
        Map<String, String> row = new LinkedHashMap<>();
        for (ModelColumn column : table.stored()) {
            boolean small = key.contains(column.name()) && column.type().isInteger();
            row.put(column.name(), small ? Integer.toString(draw.below(KEYS)) : draw.value(column));
        }
        return row;
    }

    private List<String> keyOf(Map<String, String> row) {
        return key.stream().map(row::get).toList();
    }

    /** The partition's name, empty without partitions; null if there is none for the row. */
    private String partOf(Map<String, String> row) {
        return table.partitioning() == null ? "" : table.partitioning().find(row);
    }
}
