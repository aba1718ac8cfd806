package io.tidbmirror.model;

import io.tidbmirror.corpus.Scenario;
import io.tidbmirror.corpus.Truth.DdlEvent;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Truth.RowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The history of a golden scenario executed by the model, step by step. */
public final class GoldenReplay {

    /** Executed once: many changefeeds of a scenario are judged by it. */
    private static final Map<Scenario, GoldenReplay> KNOWN = new ConcurrentHashMap<>();

    private final SortedMap<Long, List<RowEvent>> commits = new TreeMap<>();
    private final SortedMap<Long, List<DdlEvent>> statements = new TreeMap<>();
    private final SortedMap<Long, Map<Name, TableState>> states = new TreeMap<>();
    private final SortedMap<Long, Map<Name, TableState>> before = new TreeMap<>();

    public static GoldenReplay of(Scenario scenario) {
        return KNOWN.computeIfAbsent(
                scenario,
                unseen -> new GoldenReplay(
                        unseen.truth().history(), unseen.truth().ddl()));
    }

    GoldenReplay(List<RowEvent> events, List<DdlEvent> ddl) {
        events.forEach(e ->
                commits.computeIfAbsent(e.commitTs(), ts -> new ArrayList<>()).add(e));
        ddl.forEach(e -> statements
                .computeIfAbsent(e.commitTs(), ts -> new ArrayList<>())
                .add(e));
        TidbModel model = new TidbModel();
        states.put(0L, model.state());
        for (long ts : steps()) {
            model.apply(commits.getOrDefault(ts, List.of()));
            if (statements.containsKey(ts)) {
                before.put(ts, model.state());
            }
            statements.getOrDefault(ts, List.of()).forEach(e -> model.execute(e.schema(), e.table(), e.statement()));
            states.put(ts, model.state());
        }
    }

    /** Every commit-ts at which something happened. */
    public SortedSet<Long> steps() {
        SortedSet<Long> steps = new TreeSet<>(commits.keySet());
        steps.addAll(statements.keySet());
        return steps;
    }

    /** Commit-ts of every DDL. */
    public SortedSet<Long> ddl() {
        return new TreeSet<>(statements.keySet());
    }

    /** All tables with everything below a commit-ts, and nothing at or above it. */
    public Map<Name, TableState> below(long ts) {
        return states.get(states.headMap(Math.max(ts, 1)).lastKey());
    }

    /** All tables with the rows up to a DDL's commit-ts, the statement not yet executed; no tables where there is none. */
    public Map<Name, TableState> before(long ts) {
        return before.getOrDefault(ts, Map.of());
    }

    public Map<Name, TableState> last() {
        return states.get(states.lastKey());
    }
}
