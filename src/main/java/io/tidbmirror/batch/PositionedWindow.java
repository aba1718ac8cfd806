package io.tidbmirror.batch;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FilePlace;
import io.tidbmirror.change.Position;
import io.tidbmirror.change.TableSchema;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whole files one after the other, in the order in which they were written: of TiCDC in positioned mode, of an export. What is
 * covered names, for each series, the last file and how many of its rows are landed.
 */
record PositionedWindow(TableSchema schema, WindowPlan plan, List<Run> runs, BatchLimits limits)
        implements PlannedWindow {
    PositionedWindow {
        runs = List.copyOf(runs);
    }

    @Override
    public Covered to() {
        Covered to = plan.from();
        for (Run run : runs) {
            to = to.with(at(run, FilePlace.ALL));
        }
        return to;
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
}
