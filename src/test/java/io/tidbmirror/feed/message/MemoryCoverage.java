package io.tidbmirror.feed.message;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FilePlace;
import io.tidbmirror.change.Position;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** HEADs in memory. */
final class MemoryCoverage implements Coverage {
    private final Map<TableId, Covered> covered = new TreeMap<>();
    private final Map<TableId, Map<String, String>> hints = new TreeMap<>();
    private final Map<TableId, Long> bases = new TreeMap<>();
    private final Set<TableId> dropped = new TreeSet<>();
    private final Set<TableId> passedBy = new HashSet<>();
    private final Set<TableId> failing = new HashSet<>();
    private final Map<TableId, String> reasons = new TreeMap<>();

    /** Another process landed so much of a table, and left no words. */
    void cover(TableId table, Covered landed) {
        covered.put(table, landed);
    }

    /** The HEAD of a table does not answer from now on. */
    void fail(TableId table) {
        failing.add(table);
    }

    /** It answers again. */
    void answer(TableId table) {
        failing.remove(table);
    }

    @Override
    public Landed of(TableId table) throws IOException {
        if (failing.contains(table)) {
            throw new IOException("no answer");
        }
        return reasons.containsKey(table)
                ? null
                : new Landed(
                        covered.computeIfAbsent(table, id -> Covered.NOTHING),
                        bases.getOrDefault(table, 0L),
                        false,
                        dropped.contains(table));
    }

    @Override
    public Map<String, String> hint(TableId table) {
        return hints.getOrDefault(table, Map.of());
    }

    @Override
    public void remember(TableId table, Map<String, String> hint) {
        if (dropped.contains(table)) {
            throw new AssertionError(table + " is dropped");
        }
        hints.put(table, hint);
        passedBy.remove(table);
    }

    @Override
    public boolean isBorn(TableId table) {
        return covered.containsKey(table);
    }

    @Override
    public void drop(TableId table, TableEnd end) {
        if (!reasons.containsKey(table)) {
            covered.put(table, Covered.NOTHING);
            hints.remove(table);
            bases.put(table, end.version());
            dropped.add(table);
        }
    }

    @Override
    public void quarantine(TableId table, String reason) {
        covered.putIfAbsent(table, Covered.NOTHING); // HEAD is made for the reason alone
        reasons.putIfAbsent(table, reason);
    }

    /** As {@code land.Progress} notes it. */
    void release(TableId table) {
        boolean none = hint(table).getOrDefault("kafka.rows", "none").equals("none");
        if (reasons.remove(table) != null && none) {
            passedBy.add(table);
        }
    }

    /** The operator removed the table and released it. */
    void beginAgain(TableId table) {
        reasons.remove(table);
        hints.remove(table);
        covered.put(table, Covered.NOTHING);
    }

    String reason(TableId table) {
        return reasons.get(table);
    }

    long covered(TableId table) {
        return covered.get(table).commitTs().orElseThrow();
    }

    /** Whether the landing folder went with the table. */
    boolean isDropped(TableId table) {
        return dropped.contains(table);
    }

    /** Whether a window is the first of another landing folder. */
    boolean beginsAgain(FeedWindow window) {
        return window.base() != null
                && bases.getOrDefault(window.table(), 0L) != window.base().version();
    }

    void landed(FeedWindow window) {
        if (window.base() != null) {
            bases.put(window.table(), window.base().version());
            dropped.remove(window.table());
        }
        covered.put(window.table(), window.to().streams().isEmpty() ? ofFiles(window, FilePlace.ALL) : window.to());
        hints.put(window.table(), window.hint());
        passedBy.remove(window.table());
    }

    /** Positioned mode: so many rows of the window's first file landed before something failed. */
    void landedPart(FeedWindow window, long rows) {
        covered.put(window.table(), ofFiles(window, rows));
    }

    private static Covered ofFiles(FeedWindow window, long rows) {
        Covered to = window.from();
        for (FeedWindow.Span span :
                rows == FilePlace.ALL ? window.spans() : window.spans().subList(0, 1)) {
            SortedMap<String, Position> place = new TreeMap<>();
            place.put(span.file().stream(), new FilePlace(span.file().place(), rows).position());
            to = to.with(new Covered(place));
        }
        return to;
    }

    private Remembered.Standing standing(TableId table) {
        if (reasons.containsKey(table)) {
            return Remembered.Standing.STOPPED;
        }
        if (dropped.contains(table)) {
            return Remembered.Standing.CHANGING;
        }
        return passedBy.contains(table) ? Remembered.Standing.PASSED_BY : Remembered.Standing.ACTIVE;
    }

    List<Remembered> heads() {
        return covered.keySet().stream()
                .map(table -> new Remembered(table, standing(table), hint(table)))
                .toList();
    }
}
