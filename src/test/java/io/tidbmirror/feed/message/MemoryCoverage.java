package io.tidbmirror.feed.message;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Coverage;
import io.tidbmirror.feed.FeedWindow;
import io.tidbmirror.feed.Landed;
import io.tidbmirror.feed.TableEnd;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** HEADs in memory. */
final class MemoryCoverage implements Coverage {
    private final Map<TableId, Covered> covered = new TreeMap<>();
    private final Map<TableId, Map<String, String>> hints = new TreeMap<>();
    private final Set<TableId> failing = new HashSet<>();
    private final Map<TableId, String> reasons = new TreeMap<>();

    /** The HEAD of a table does not answer from now on. */
    void fail(TableId table) {
        failing.add(table);
    }

    @Override
    public Landed of(TableId table) throws IOException {
        if (failing.contains(table)) {
            throw new IOException("no answer");
        }
        return reasons.containsKey(table)
                ? null
                : new Landed(covered.computeIfAbsent(table, id -> Covered.NOTHING), 0, false, false);
    }

    @Override
    public Map<String, String> hint(TableId table) {
        return hints.getOrDefault(table, Map.of());
    }

    @Override
    public void remember(TableId table, Map<String, String> hint) {
        hints.put(table, hint);
    }

    @Override
    public boolean isBorn(TableId table) {
        return covered.containsKey(table);
    }

    @Override
    public void drop(TableId table, TableEnd end) {
        throw new AssertionError(table + " cannot be dropped: " + end);
    }

    @Override
    public void quarantine(TableId table, String reason) {
        reasons.putIfAbsent(table, reason);
    }

    void release(TableId table) {
        reasons.remove(table);
    }

    String reason(TableId table) {
        return reasons.get(table);
    }

    void landed(FeedWindow window) {
        covered.put(window.table(), window.to());
        hints.put(window.table(), window.hint());
    }

    List<Remembered> heads() {
        return covered.keySet().stream()
                .map(table -> new Remembered(table, !reasons.containsKey(table), hint(table)))
                .toList();
    }
}
