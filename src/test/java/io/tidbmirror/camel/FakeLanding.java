package io.tidbmirror.camel;

import io.tidbmirror.batch.Window;
import io.tidbmirror.batch.WindowReader;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TransientException;
import io.tidbmirror.land.Receipt;
import io.tidbmirror.mark.MarkedBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Lands in memory: refuses a window that does not begin where the table is covered, as the real one does. */
final class FakeLanding implements Landings, Landing {
    final List<LandingOptions> opened = new CopyOnWriteArrayList<>();
    final Map<TableId, List<String>> rows = new ConcurrentHashMap<>();
    final Map<TableId, Covered> covered = new ConcurrentHashMap<>();
    final AtomicInteger attempts = new AtomicInteger();
    final AtomicInteger questions = new AtomicInteger();
    volatile @Nullable IOException failure;
    volatile @Nullable Error error;

    @Override
    public Landing open(LandingOptions options) {
        opened.add(options);
        return this;
    }

    @Override
    public synchronized Receipt land(TableId table, Window window) throws IOException {
        attempts.incrementAndGet();
        IOException broken = failure;
        if (broken != null) {
            throw broken;
        }
        Error brokenMachine = error;
        if (brokenMachine != null) {
            throw brokenMachine;
        }
        if (!window.from().equals(covered.getOrDefault(table, Covered.NOTHING))) {
            throw new TransientException(
                    table + ": window begins at " + window.from() + ", covered is " + covered(table), null);
        }
        List<String> landed = read(window);
        rows.computeIfAbsent(table, any -> new CopyOnWriteArrayList<>()).addAll(landed);
        covered.put(table, window.to());
        return new Receipt(table.schema() + ".schema/" + table.table(), window.to(), 1, 1, landed.size(), Map.of());
    }

    /** Each row as its marker and the values of its key columns, such as {@code 4:1001}. */
    private static List<String> read(Window window) throws IOException {
        List<String> landed = new ArrayList<>();
        try (WindowReader reader = window.open()) {
            while (reader.nextFile()) {
                for (MarkedBlock slice = reader.next(); slice != null; slice = reader.next()) {
                    for (int row = slice.from(); row < slice.to(); row++) {
                        landed.add(slice.markers()[row] + ":" + LineDecoder.key(slice.block(), row));
                    }
                }
            }
        }
        return landed;
    }

    @Override
    public Covered covered(TableId table) {
        questions.incrementAndGet();
        return covered.getOrDefault(table, Covered.NOTHING);
    }

    @Override
    public void check() throws IOException {
        IOException broken = failure;
        if (broken != null) {
            throw broken;
        }
    }
}
