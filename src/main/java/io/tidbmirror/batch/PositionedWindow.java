package io.tidbmirror.batch;

import io.tidbmirror.change.Base;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FilePlace;
import io.tidbmirror.change.Position;
import io.tidbmirror.change.TableSchema;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whole files one after the other, in the order in which they were written: of TiCDC in positioned mode, of an export. What is
 * covered names, for each series, the last file and how many of its rows are landed.
 */
final class PositionedWindow implements Window {
    private final TableSchema schema;
    private final WindowPlan plan;
    private final List<Run> runs;
    private final BatchLimits limits;

    PositionedWindow(TableSchema schema, WindowPlan plan, List<Run> runs, BatchLimits limits) {
        this.schema = schema;
        this.plan = plan;
        this.runs = List.copyOf(runs);
        this.limits = limits;
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    @Override
    public Covered from() {
        return plan.from();
    }

    @Override
    public Covered to() {
        Covered to = plan.from();
        for (Run run : runs) {
            to = to.with(at(run, FilePlace.ALL));
        }
        return to;
    }

    @Override
    public @Nullable Base base() {
        return plan.base();
    }

    @Override
    public Map<String, String> hint() {
        return plan.hint();
    }

    /** One stream, covered up to a number of rows of a run's file. */
    static Covered at(Run run, long rows) {
        SortedMap<String, Position> stream = new TreeMap<>();
        stream.put(run.stream(), new FilePlace(run.place(), rows).position());
        return new Covered(stream);
    }

    @Override
    public WindowReader open() {
        return new PositionedReader(this);
    }

    List<Run> runs() {
        return runs;
    }

    BatchLimits limits() {
        return limits;
    }
}
