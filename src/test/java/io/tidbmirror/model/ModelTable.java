package io.tidbmirror.model;

import io.tidbmirror.corpus.Truth.Name;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A table as TiDB has it: definition and rows. Rows hold TiDB's text by column name, without virtual columns. */
final class ModelTable {

    private Name name;
    private final List<ModelColumn> columns = new ArrayList<>();
    private List<String> primary = List.of();
    private final Map<String, List<String>> uniques = new LinkedHashMap<>();
    private Partitioning partitioning;
    private final List<Map<String, String>> rows = new ArrayList<>();
    /** Physical ids by partition, or of the table itself by the empty name, as far as row events have shown them. */
    private final Map<String, Long> ids = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    ModelTable(Name name) {
        this.name = name;
    }

    /** A table of the same definition without rows. */
    ModelTable like(Name other) {
        ModelTable copy = new ModelTable(other);
        copy.columns.addAll(columns);
        copy.primary = primary;
        copy.uniques.putAll(uniques);
        copy.partitioning = partitioning;
        return copy;
    }

    Name name() {
        return name;
    }

    void rename(Name other) {
        name = other;
    }

    List<ModelColumn> columns() {
        return columns;
    }

    List<ModelColumn> stored() {
        return columns.stream().filter(c -> !c.virtual()).toList();
    }

    List<Map<String, String>> rows() {
        return rows;
    }

    Partitioning partitioning() {
        return partitioning;
    }

    void partition(Partitioning by) {
        partitioning = by;
    }

    Map<String, Long> physicalIds() {
        return ids;
    }

    Map<String, List<String>> uniques() {
        return uniques;
    }

    List<String> primary() {
        return primary;
    }

    void primary(List<String> names) {
        primary = names.stream().map(n -> column(n).name()).toList();
        primary.forEach(n -> columns.replaceAll(c -> c.name().equals(n) ? c.required() : c));
    }

    void unique(String index, List<String> names) {
        uniques.put(
                index.toLowerCase(Locale.ROOT),
                names.stream().map(n -> column(n).name()).toList());
    }

    /** Every key that identifies a row: the primary key, or else the unique keys over NOT NULL columns. */
    List<List<String>> keys() {
        return primary.isEmpty()
                ? uniques.values().stream()
                        .filter(u -> u.stream()
                                .noneMatch(
                                        n -> column(n).nullable() || column(n).virtual()))
                        .toList()
                : List.of(primary);
    }

    boolean has(String column) {
        return columns.stream().anyMatch(c -> c.name().equalsIgnoreCase(column));
    }

    ModelColumn column(String column) {
        return columns.get(indexOf(column));
    }

    int indexOf(String column) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(column)) {
                return i;
            }
        }
        throw new AssertionError("model: " + name + " has no column " + column);
    }

    /** Adds a column; rows that are there get its default, or the zero of its type. */
    void add(ModelColumn column, String after) {
        columns.add(index(after, columns.size()), column);
        if (!column.virtual() && !rows.isEmpty()) {
            String fill = column.fillOfOldRows();
            rows.forEach(row -> row.put(column.name(), fill));
        }
    }

    private int index(String after, int otherwise) {
        return after == null ? otherwise : after.isEmpty() ? 0 : indexOf(after) + 1;
    }

    void drop(String column) {
        ModelColumn gone = columns.remove(indexOf(column));
        rows.forEach(row -> row.remove(gone.name()));
        uniques.values().removeIf(u -> u.contains(gone.name()));
    }

    /** Gives a column another definition; values are converted. */
    void redefine(String column, ModelColumn to, String after) {
        int index = indexOf(column);
        ModelColumn from = columns.remove(index);
        boolean key = primary.contains(from.name());
        columns.add(index(after, index), key ? to.required() : to);
        primary =
                primary.stream().map(n -> n.equals(from.name()) ? to.name() : n).toList();
        uniques.replaceAll((i, u) ->
                u.stream().map(n -> n.equals(from.name()) ? to.name() : n).toList());
        if (partitioning != null) {
            partitioning = partitioning.renamedColumn(from.name(), to.name());
        }
        if (!to.virtual()) {
            rows.forEach(row -> row.put(to.name(), Casts.cast(row.remove(from.name()), from.type(), to.type())));
        }
    }

    /** Takes rows out, and tells which. */
    List<Map<String, String>> take(Predicate<Map<String, String>> which) {
        List<Map<String, String>> taken = rows.stream().filter(which).toList();
        rows.removeAll(taken);
        return taken;
    }

    void truncate() {
        rows.clear();
        ids.clear();
    }

    /** A row of an event, without virtual columns. */
    Map<String, String> storedRow(Map<String, String> event) {
        List<String> names = columns.stream().map(ModelColumn::name).toList();
        if (!names.equals(List.copyOf(event.keySet()))) {
            throw new AssertionError("model: " + name + " has the columns " + names + ", but a row has " + event);
        }
        Map<String, String> row = new LinkedHashMap<>(event);
        columns.stream().filter(ModelColumn::virtual).forEach(c -> row.remove(c.name()));
        return row;
    }

    TableState state() {
        List<Map<String, String>> copies = new ArrayList<>();
        rows.forEach(row -> copies.add(new LinkedHashMap<>(row)));
        return new TableState(name, stored(), keys(), copies, stored().size() < columns.size(), !primary.isEmpty());
    }
}
