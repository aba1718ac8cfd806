package io.tidbmirror.model;

import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Truth.RowEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** TiDB in memory: executes DDL by its text and applies the row events of commits. Knows nothing of the product. */
public final class TidbModel {

    private final Map<String, ModelTable> tables = new TreeMap<>();
    private final Map<String, ModelTable> recycled = new HashMap<>();

    /** Executes one statement; {@code schema} and {@code table} are what its DDL job names. */
    public void execute(String schema, String table, String statement) {
        new DdlRunner(this, new Name(schema, table)).run(statement);
    }

    /** Applies all row events of one commit: first everything that goes, then everything that comes. */
    public void apply(List<RowEvent> commit) {
        List<RowEvent> changes = commit.stream().filter(e -> !e.backfill()).toList();
        for (RowEvent event : changes) {
            if (event.before() != null) {
                remove(event);
            }
        }
        for (RowEvent event : changes) {
            if (event.after() != null) {
                ModelTable table = table(event.table());
                Map<String, String> row = table.storedRow(event.after().values());
                table.rows().add(row);
                notePhysical(table, row, event.physicalId());
            }
        }
    }

    private void remove(RowEvent event) {
        ModelTable table = table(event.table());
        Map<String, String> before = table.storedRow(event.before().values());
        if (!table.rows().remove(before)) {
            throw new AssertionError("model: at " + event.commitTs() + " " + event.table() + " holds no row " + before
                    + ", but " + table.rows());
        }
    }

    /** A physical table holds rows of one partition: the evaluated definition and the ids must agree. */
    private static void notePhysical(ModelTable table, Map<String, String> row, long id) {
        String part = table.partitioning() == null ? "" : table.partitioning().partOf(row);
        Long known = table.physicalIds().putIfAbsent(part, id);
        boolean other = table.physicalIds().entrySet().stream()
                .anyMatch(e -> e.getValue() == id && !e.getKey().equalsIgnoreCase(part));
        if (other || (known != null && known != id)) {
            throw new AssertionError("model: partition '" + part + "' of " + table.name() + " has the ids " + known
                    + " and " + id + ": " + table.physicalIds());
        }
    }

    List<ModelTable> tables() {
        return List.copyOf(tables.values());
    }

    ModelTable table(Name name) {
        ModelTable table = tables.get(folded(name));
        if (table == null) {
            throw new AssertionError("model: no table " + name + " among " + tables.keySet());
        }
        return table;
    }

    boolean has(Name name) {
        return tables.containsKey(folded(name));
    }

    void put(ModelTable table) {
        if (has(table.name())) {
            throw new AssertionError("model: " + table.name() + " is there already");
        }
        tables.put(folded(table.name()), table);
    }

    ModelTable remove(Name name) {
        ModelTable table = table(name);
        tables.remove(folded(name));
        return table;
    }

    void drop(Name name) {
        ModelTable table = remove(name);
        recycled.put(folded(name), table);
    }

    void truncate(Name name) {
        ModelTable table = table(name);
        ModelTable old = table.like(name);
        old.rows().addAll(table.rows());
        recycled.put(folded(name), old);
        table.truncate();
    }

    void recover(Name name, Name as) {
        ModelTable table = recycled.remove(folded(name));
        if (table == null) {
            throw new AssertionError("model: nothing to recover of " + name);
        }
        table.rename(as);
        put(table);
    }

    void dropSchema(String schema) {
        tables.values().removeIf(t -> t.name().schema().equalsIgnoreCase(schema));
    }

    /** The table a bare name means: that of the session's schema, which the history shows only where it is unique. */
    Name resolve(String schema, String table) {
        Name there = new Name(schema, table);
        if (has(there)) {
            return table(there).name();
        }
        List<ModelTable> all = tables.values().stream()
                .filter(t -> t.name().table().equalsIgnoreCase(table))
                .toList();
        if (all.size() != 1) {
            throw new AssertionError("model: " + table + " may be any of " + all.size() + " tables");
        }
        return all.get(0).name();
    }

    /** All tables now, by name. */
    public Map<Name, TableState> state() {
        Map<Name, TableState> state = new TreeMap<>(Comparator.naturalOrder());
        new ArrayList<>(tables.values()).forEach(table -> state.put(table.name(), table.state()));
        return state;
    }

    private static String folded(Name name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
