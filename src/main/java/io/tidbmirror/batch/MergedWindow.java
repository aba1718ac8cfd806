package io.tidbmirror.batch;

import io.tidbmirror.change.Base;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resolved mode: the rows of a table with a commit-ts in a range, from all files that may hold some, in commit order. */
final class MergedWindow implements Window {
    private final TableSchema schema;
    private final WindowPlan plan;
    private final CommitRange range;
    private final List<Run> runs;
    private final BatchLimits limits;
    private final long holdLimit;
    private Map<String, Long> resume = Map.of();

    MergedWindow(TableSchema schema, WindowPlan plan, List<Run> runs, BatchLimits limits, long holdLimit) {
        this.schema = schema;
        this.plan = plan;
        this.range = new CommitRange(
                plan.from().commitTs().orElse(0), plan.to().commitTs().orElseThrow());
        this.runs = List.copyOf(runs);
        this.limits = limits;
        this.holdLimit = holdLimit;
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
        return plan.to();
    }

    @Override
    public @Nullable Base base() {
        return plan.base();
    }

    @Override
    public Map<String, String> hint() {
        return plan.hint();
    }

    @Override
    public WindowReader open() throws IOException {
        return new MergeReader(this);
    }

    @Override
    public Map<String, Long> resume() {
        return resume;
    }

    CommitRange range() {
        return range;
    }

    List<Run> runs() {
        return runs;
    }

    BatchLimits limits() {
        return limits;
    }

    long holdLimit() {
        return holdLimit;
    }

    /**
     * Every run was read to the end of the window or of its file.
     *
     * @param offsets see {@link #resume}
     * @throws PoisonException if a row is left that no other window reads
     */
    void readToTheEnd(Map<String, Long> offsets) {
        if (plan.closed()) {
            offsets.forEach(this::requireEnd);
        }
        resume = Map.copyOf(offsets);
    }

    private void requireEnd(String file, long offset) {
        if (offset >= 0) {
            throw new PoisonException("table " + plan.table() + ", file " + file + ", offset " + offset
                    + ": the row is above " + (range.to() - 1)
                    + ", where the next version of the table begins, and belongs into"
                    + " the folder of that one; do two tables share the name (target-table of a dispatcher), or several"
                    + " nodes write the table (enable-table-across-nodes, ticdc#4398)? Mirror it from a new changefeed"
                    + " without that, into a new landing zone, or exclude it");
        }
    }
}
