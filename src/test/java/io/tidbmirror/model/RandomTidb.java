package io.tidbmirror.model;

import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Truth.Row;
import io.tidbmirror.corpus.Truth.RowEvent;
import io.tidbmirror.model.TicdcSink.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A TiDB that does random things: each call is one commit or one statement, and tells what TiCDC receives of it. */
final class RandomTidb {

    private static final long FIRST = 450_000_000_000_000_000L;
    static final List<String> SCHEMAS = List.of("a", "b", "hidden");

    private final TidbModel model = new TidbModel();
    private final SchemaFiles schemas;
    private final TreeMap<Long, Map<Name, TableState>> states = new TreeMap<>();
    private final TreeMap<Long, Map<Name, TableState>> before = new TreeMap<>();
    private long ts = FIRST;
    private long ids = 100;

    RandomTidb(SchemaFiles schemas) {
        this.schemas = schemas;
        states.put(0L, Map.of());
    }

    TidbModel model() {
        return model;
    }

    SchemaFiles schemas() {
        return schemas;
    }

    long now() {
        return ts;
    }

    List<Long> times() {
        return List.copyOf(states.tailMap(1L).keySet());
    }

    Map<Name, TableState> below(long cut) {
        return states.lowerEntry(Math.max(cut, 1)).getValue();
    }

    Map<Name, TableState> before(long ddl) {
        return before.getOrDefault(ddl, Map.of());
    }

    /** Executes a statement; {@code files} makes its schema files once it is executed. */
    List<Event> ddl(
            Name job, String statement, List<Name> touched, Supplier<List<TicdcSink.SchemaFile>> files, Draw draw) {
        tick(draw);
        before.put(ts, model.state());
        model.execute(job.schema(), job.table(), statement);
        states.put(ts, model.state());
        return List.of(new TicdcSink.Ddl(ts, touched, files.get()));
    }

    /** Random changes of one or two tables in one commit. */
    List<Event> commit(Draw draw) {
        List<ModelTable> tables = model.tables();
        if (tables.isEmpty()) {
            return List.of();
        }
        tick(draw);
        List<RowEvent> all = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        List<ModelTable> chosen = new ArrayList<>(List.of(draw.of(tables)));
        ModelTable second = draw.of(tables);
        if (draw.chance(3) && second != chosen.get(0)) {
            chosen.add(second);
        }
        for (ModelTable table : chosen) {
            List<RowEvent> changes = new RandomRows(table, draw, ts, () -> ++ids).changes();
            Map<Long, List<RowEvent>> byPlace = new LinkedHashMap<>();
            changes.forEach(e -> byPlace.computeIfAbsent(e.physicalId(), p -> new ArrayList<>())
                    .add(e));
            byPlace.forEach((place, rows) -> events.add(new TicdcSink.Rows(
                    ts,
                    table.like(table.name()),
                    table.partitioning() == null ? 0 : place,
                    Splitting.changes(table, rows))));
            all.addAll(changes);
        }
        model.apply(all);
        states.put(ts, model.state());
        return events;
    }

    private void tick(Draw draw) {
        ts += 2 + draw.below(3) * 999L; // the checkpoint may be right above the last one
    }

    static RowEvent event(long ts, ModelTable table, long place, Map<String, String> from, Map<String, String> to) {
        String op = from == null ? "I" : to == null ? "D" : "U";
        return new RowEvent(ts, ts - 1, table.name(), place, op, row(table, from), row(table, to), false);
    }

    /** Virtual columns are in the events of TiDB, whatever their value. */
    private static Row row(ModelTable table, Map<String, String> values) {
        if (values == null) {
            return null;
        }
        Map<String, String> all = new LinkedHashMap<>();
        table.columns().forEach(c -> all.put(c.name(), values.get(c.name())));
        return new Row(all);
    }
}
