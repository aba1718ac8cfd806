package io.tidbmirror.batch;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.mark.MarkedSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers the files of one window as they pass through the route, in any order. Not thread safe. */
public final class WindowBuilder {
    /** Bytes of one commit that are put in order in memory; a larger one is read twice. */
    private static final long HOLD_LIMIT = 8L << 20;

    private final WindowPlan plan;
    private final BatchLimits limits;
    /** By index, so that a file that is sent twice counts once. */
    private final SortedMap<Integer, Run> runs = new TreeMap<>();

    public WindowBuilder(WindowPlan plan, BatchLimits limits) {
        this.plan = plan;
        this.limits = limits;
    }

    public WindowPlan plan() {
        return plan;
    }

    /** Adds a file of the window with its rows. */
    public void add(PlannedFile file, MarkedSource rows) {
        TableSchema schema = firstSchema();
        if (!rows.schema().table().equals(plan.table())) {
            throw new IllegalArgumentException("file " + rows.name() + " has rows of "
                    + rows.schema().table() + " in a window of " + plan.table());
        }
        if (schema != null && !schema.columns().equals(rows.schema().columns())) {
            throw new PoisonException("table " + plan.table() + ": file " + rows.name()
                    + " has other columns than the files before it in one window");
        }
        runs.put(file.index(), new Run(rows, file.stream(), file.place(), file.offset(), file.landedRows()));
    }

    /** Whether all files of the plan are there. */
    public boolean isComplete() {
        return runs.size() == plan.files();
    }

    /** The window of the files gathered; only once complete. */
    public Window toWindow() {
        TableSchema schema = firstSchema();
        if (!isComplete() || schema == null) {
            throw new IllegalStateException(
                    "window of " + plan.table() + " has " + runs.size() + " of " + plan.files() + " files");
        }
        List<Run> inOrder = List.copyOf(runs.values());
        return plan.to().commitTs().isEmpty()
                ? new PositionedWindow(schema, plan, inOrder, limits)
                : new MergedWindow(schema, plan, inOrder, limits, HOLD_LIMIT);
    }

    private @Nullable TableSchema firstSchema() {
        return runs.isEmpty() ? null : runs.values().iterator().next().source().schema();
    }
}
