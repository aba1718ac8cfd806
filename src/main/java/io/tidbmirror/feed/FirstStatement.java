package io.tidbmirror.feed;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.feed.Ddl.AlterTable;
import io.tidbmirror.feed.Ddl.Change;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the statement of a first version does to rows that are landed, as far as the columns of the landed files tell what the table
 * was before it.
 *
 * @param first the version; its schema file is the oldest that there is
 * @param landed in lower case, every column that a landed file has; none if no row is landed
 */
record FirstStatement(FeedVersion first, Set<String> landed) {
    /** Whether every landed row is for certain what it would be if it was landed behind the statement. */
    boolean keepsRows() {
        if (landed.isEmpty()) {
            return true;
        }
        return switch (DdlAction.of(first.action())) {
            case NONE, HARMLESS -> explains(List.of());
            case ALTER -> isKnownToKeepRows();
            default -> false;
        };
    }

    private boolean isKnownToKeepRows() {
        try {
            return DdlParser.parse(first.query()) instanceof AlterTable alter
                    && alter.changes().stream().allMatch(this::keepsRows)
                    && explains(alter.changes());
        } catch (PoisonException notUnderstood) {
            return false;
        }
    }

    private boolean keepsRows(Change change) {
        if (change instanceof Change.Add add) {
            String name = ColumnNames.key(add.column().name());
            return !landed.contains(name) && !add.column().expression() && isNullBefore(name);
        }
        return change instanceof Change.Drop
                || change instanceof Change.DropIndex
                || change instanceof Change.RenameIndex;
    }

    /**
     * Whether the columns are those of the landed files but for what the statement did. One that no landed file has may have come
     * before, without a row behind it, if it is NULL in rows before it; where another one is missing, it may be that by another name.
     */
    private boolean explains(List<Change> changes) {
        Set<String> more = new HashSet<>(first.columnNames());
        Set<String> less = new HashSet<>(landed);
        less.removeAll(more);
        more.removeAll(landed);
        for (Change change : changes) {
            if (change instanceof Change.Add add) {
                more.remove(ColumnNames.key(add.column().name()));
            } else if (change instanceof Change.Drop drop) {
                less.remove(ColumnNames.key(drop.name()));
            }
        }
        return more.isEmpty() || (less.isEmpty() && more.stream().allMatch(this::isNullBefore));
    }

    private boolean isNullBefore(String name) {
        return first.listed().stream()
                .anyMatch(column -> ColumnNames.key(column.name()).equals(name)
                        && column.nullable()
                        && column.defaultText() == null);
    }
}
