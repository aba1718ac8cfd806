package io.tidbmirror.batch;

import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Resolved mode: the rows of a table with a commit-ts in a range, from all files that may hold some, in commit order.
 *
 * @param holdLimit bytes of one commit that are put in order in memory; a larger one is read twice
 */
record MergedWindow(TableSchema schema, WindowPlan plan, List<Run> runs, BatchLimits limits, long holdLimit)
        implements PlannedWindow {
    MergedWindow {
        runs = List.copyOf(runs);
    }

    @Override
    public Covered to() {
        return plan.to();
    }

    @Override
    public WindowReader open() throws IOException {
        return new MergeReader(this);
    }

    CommitRange range() {
        return new CommitRange(
                plan.from().commitTs().orElse(0), plan.to().commitTs().orElseThrow());
    }

    /**
     * Checks that no other window would have to read the rest of the files.
     *
     * @param offsets see {@link WindowReader#resume}
     * @throws PoisonException if a closed window leaves a row behind
     */
    void requireNothingLeft(Map<String, Long> offsets) {
        if (plan.closed()) {
            offsets.forEach(this::requireEnd);
        }
    }

    private void requireEnd(String file, long offset) {
        if (offset >= 0) {
            throw new PoisonException("table " + plan.table() + ", file " + file + ", offset " + offset
                    + ": the row is above " + (range().to() - 1)
                    + ", where the next version of the table begins, and belongs into"
                    + " the folder of that one; do two tables share the name (target-table of a dispatcher), or several"
                    + " nodes write the table (enable-table-across-nodes, ticdc#4398)? Mirror it from a new changefeed"
                    + " without that, into a new landing zone, or exclude it");
        }
    }
}
