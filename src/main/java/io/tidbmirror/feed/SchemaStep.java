package io.tidbmirror.feed;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.feed.FeedVersion.Step;
import java.util.List;

/** Compares a version of a table with the one before: what may be landed in place, and what may not. */
final class SchemaStep {
    private static final int ADD_COLUMN = 5;
    private static final int MULTI_SCHEMA_CHANGE = 61;

    private final TableSchema before;
    private final TableSchema after;
    private final SchemaFile file;

    SchemaStep(TableSchema before, TableSchema after, SchemaFile file) {
        this.before = before;
        this.after = after;
        this.file = file;
    }

    /**
     * Classifies the step.
     *
     * @throws io.tidbmirror.change.PoisonException if rows landed before would be wrong after it
     */
    Step classify() {
        for (Column column : before.columns()) {
            if (!has(after, column.name())) {
                throw DdlEffects.unsupported("column " + column.name() + " is dropped or renamed");
            }
        }
        boolean added = false;
        int old = 0;
        for (Column column : after.columns()) {
            if (old < before.columns().size()
                    && before.columns().get(old).name().equals(column.name())) {
                checkType(before.columns().get(old++), column);
            } else {
                checkAdded(column);
                added = true;
            }
        }
        if (!before.keyNames().equals(after.keyNames())) {
            throw DdlEffects.unsupported("the key changes from " + before.keyNames() + " to " + after.keyNames());
        }
        return added ? Step.ADDITIVE : Step.SAME;
    }

    private void checkAdded(Column column) {
        String what = "column " + column.name() + " is added";
        if (has(before, column.name())) {
            throw DdlEffects.unsupported("column " + column.name() + " is moved");
        }
        if (file.action() != ADD_COLUMN && file.action() != MULTI_SCHEMA_CHANGE) {
            throw DdlEffects.unsupported(what + " by a statement that is not in the changefeed");
        }
        if (!column.nullable() || hasDefault(column.name())) {
            throw DdlEffects.unsupported(what + " with a value for the rows before");
        }
    }

    private static boolean has(TableSchema schema, String column) {
        return schema.columns().stream().anyMatch(c -> c.name().equals(column));
    }

    private boolean hasDefault(String column) {
        return file.columns().stream().anyMatch(c -> c.name().equals(column) && c.hasDefault());
    }

    private static void checkType(Column old, Column column) {
        if (!keepsValues(old.type(), column.type())) {
            throw DdlEffects.unsupported("the type of column " + column.name() + " changes");
        }
    }

    private static boolean keepsValues(ColumnType old, ColumnType type) {
        boolean longer = (type.name() == MySqlType.VARCHAR || type.name() == MySqlType.VARBINARY)
                && type.precision() > old.precision();
        return old.name() == type.name()
                && old.unsigned() == type.unsigned()
                && old.scale() == type.scale()
                && (old.precision() == type.precision() || longer)
                && keepsLabels(old.elements(), type.elements());
    }

    private static boolean keepsLabels(List<String> old, List<String> labels) {
        return old.size() <= labels.size() && labels.subList(0, old.size()).equals(old);
    }
}
