package io.tidbmirror.wiring.monitor;

import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head;
import io.tidbmirror.land.LandingObserver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Counts what this process lands, table by table, for metrics and health. Thread safe. */
public final class LandingCounts implements LandingObserver {
    private final Map<TableId, TableCounts> tables = new ConcurrentHashMap<>();
    private final List<Consumer<TableCounts>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void known(Head head) {
        of(head.table()).know(head);
    }

    @Override
    public void published(TableId table, long rows, long bytes) {
        TableCounts counts = of(table);
        counts.files.increment();
        counts.rows.add(rows);
        counts.bytes.add(bytes);
    }

    @Override
    public void fenced(TableId table) {
        of(table).fenced.increment();
    }

    /** A window of the table did not land and is read again. */
    public void retried(TableId table) {
        of(table).retries.increment();
    }

    /** Tables this process has seen, in name order. */
    List<TableCounts> tables() {
        List<TableCounts> sorted = new ArrayList<>(tables.values());
        sorted.sort(Comparator.comparing((TableCounts counts) -> counts.table));
        return sorted;
    }

    /** Hears of every table, those seen already included. A table may be told twice. */
    void onTable(Consumer<TableCounts> listener) {
        listeners.add(listener);
        tables().forEach(listener);
    }

    private TableCounts of(TableId table) {
        TableCounts known = tables.get(table);
        if (known != null) {
            return known;
        }
        TableCounts made = new TableCounts(table);
        TableCounts other = tables.putIfAbsent(table, made);
        if (other != null) {
            return other;
        }
        listeners.forEach(listener -> listener.accept(made));
        return made;
    }
}
