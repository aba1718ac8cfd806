package io.tidbmirror.feed;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.Projection;
import io.tidbmirror.change.Projection.Filled;
import io.tidbmirror.change.Projection.Origin;
import io.tidbmirror.change.Projection.Read;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueChange;
import io.tidbmirror.feed.FeedVersion.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a statement does to the rows that are there: how they become rows of the version after it, and whether that can be
 * landed behind them. Knows statements and schemas, no files.
 */
final class SchemaStep {
    private final TableSchema before;
    private final TableSchema after;
    private final Projection projection;

    /**
     * A step.
     *
     * @param origins finds where the columns after the statement come from
     * @throws PoisonException if the statement does not lead from one schema to the other
     */
    SchemaStep(TableSchema before, TableSchema after, ColumnOrigins origins) {
        this.before = before;
        this.after = after;
        List<Origin> found = new ArrayList<>();
        for (Column column : after.columns()) {
            found.add(origins.of(column));
        }
        origins.requireComplete(after);
        this.projection = new Projection(after, found);
    }

    /** How rows of the version before become rows of the one after. */
    Projection projection() {
        return projection;
    }

    /**
     * What may be done about it.
     *
     * @param narrowed whether landed files have columns that the version before has not
     * @throws PoisonException if another key identifies the rows: what a row before was replaced by, no byte tells
     */
    Step classify(boolean narrowed) {
        if (!requireKey().equals(before.key())) {
            return Step.REBUILD; // the same columns, declared in another order
        }
        boolean added = false;
        Set<Integer> kept = new HashSet<>();
        for (int i = 0; i < after.columns().size(); i++) {
            Origin origin = projection.origins().get(i);
            if (origin instanceof Read read) {
                kept.add(read.column());
                if (!isInPlace(
                        before.columns().get(read.column()), after.columns().get(i))) {
                    return Step.REBUILD;
                }
            } else if (origin instanceof Filled filled && filled.text() == null) {
                added = true;
            } else {
                return Step.REBUILD;
            }
        }
        boolean dropped = kept.size() < before.columns().size();
        if (added && (dropped || narrowed)) {
            return Step.REBUILD; // the name may be one that landed files have
        }
        if (dropped) {
            return Step.NARROWED;
        }
        return added ? Step.ADDITIVE : Step.SAME;
    }

    private static boolean isInPlace(Column old, Column column) {
        return old.name().equals(column.name()) && ValueChange.of(old, column) == ValueChange.NONE;
    }

    /**
     * Refuses another key: what a row before was replaced by, no byte tells. Returns where its columns were before, in the
     * order of the key after.
     */
    List<Integer> requireKey() {
        List<Integer> key = new ArrayList<>();
        for (int column : after.key()) {
            key.add(projection.origins().get(column) instanceof Read read ? read.column() : -1);
        }
        if (!Set.copyOf(key).equals(Set.copyOf(before.key()))) {
            throw DdlEffects.unsupported("the key changes from " + before.keyNames() + " to " + after.keyNames()
                    + ", and rows before it do not tell which of them the new key takes for one");
        }
        return key;
    }
}
