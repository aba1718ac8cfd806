package io.tidbmirror.feed;

import io.tidbmirror.feed.Ddl.AlterTable;
import io.tidbmirror.feed.Ddl.Change;
import io.tidbmirror.feed.Ddl.ColumnSpec;
import io.tidbmirror.feed.Ddl.CreateTable;
import io.tidbmirror.feed.Ddl.KeySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a table's statements told that its schema files do not show: virtual columns, labels, keys. Nothing is known of a
 * column that is not in it, but what its name tells.
 *
 * @param columns by name in lower case
 * @param keys in the order of the CREATE statement
 */
record Knowledge(Map<String, ColumnSpec> columns, List<KeySpec> keys) {
    static final Knowledge NONE = new Knowledge(Map.of(), List.of());

    /**
     * How the hidden columns of indexes over expressions begin, JSON arrays among them: {@code _V$_index_0} (tidb ddl/index.go,
     * expressionIndexPrefix). They are virtual, stand in schema files and in no statement.
     */
    private static final String HIDDEN = "_V$_";

    Knowledge {
        columns = Map.copyOf(columns);
        keys = List.copyOf(keys);
    }

    static Knowledge of(CreateTable create) {
        Map<String, ColumnSpec> columns = new HashMap<>();
        create.columns().forEach(column -> columns.put(ColumnNames.key(column.name()), column));
        return new Knowledge(columns, create.keys());
    }

    @Nullable
    ColumnSpec column(String name) {
        return columns.get(ColumnNames.key(name));
    }

    boolean isVirtual(String name) {
        ColumnSpec column = column(name);
        return column == null ? name.startsWith(HIDDEN) : column.virtual();
    }

    boolean hasVirtual() {
        return columns.values().stream().anyMatch(ColumnSpec::virtual);
    }

    /** Whether a key is known that would identify rows if there were no primary key. */
    boolean hasUniqueKey() {
        return keys.stream().anyMatch(key -> !key.primary());
    }

    boolean hasLabels() {
        return columns.values().stream().anyMatch(column -> !column.elements().isEmpty());
    }

    /** The same, with the labels that these columns have. */
    Knowledge labelled(List<SchemaColumn> told) {
        Map<String, ColumnSpec> all = new HashMap<>(columns);
        for (SchemaColumn column : told) {
            if (column.isLabelled()) {
                boolean virtual = isVirtual(column.name());
                List<String> labels = column.type().elements();
                all.put(ColumnNames.key(column.name()), new ColumnSpec(column.name(), virtual, labels, virtual));
            }
        }
        return new Knowledge(all, keys);
    }

    /**
     * What is known after an {@code ALTER TABLE}.
     *
     * @param before names of the columns before it, in lower case: none of them is added
     */
    Knowledge after(AlterTable alter, Set<String> before) {
        Map<String, ColumnSpec> changed = new HashMap<>(columns);
        List<KeySpec> left = new ArrayList<>(keys);
        for (Change change : alter.changes()) {
            if (!(change instanceof Change.Add add)
                    || !before.contains(ColumnNames.key(add.column().name()))) {
                changeColumns(change, changed);
            }
            changeKeys(change, left);
        }
        return new Knowledge(changed, left);
    }

    private static void changeColumns(Change change, Map<String, ColumnSpec> columns) {
        if (change instanceof Change.Add add) {
            columns.put(ColumnNames.key(add.column().name()), add.column());
        } else if (change instanceof Change.Redefine redefine) {
            columns.remove(ColumnNames.key(redefine.oldName()));
            columns.put(ColumnNames.key(redefine.column().name()), redefine.column());
        } else if (change instanceof Change.Rename rename) {
            ColumnSpec column = columns.remove(ColumnNames.key(rename.oldName()));
            if (column != null) {
                columns.put(ColumnNames.key(rename.newName()), column.named(rename.newName()));
            }
        } else if (change instanceof Change.Drop drop) {
            columns.remove(ColumnNames.key(drop.name()));
        }
    }

    private static void changeKeys(Change change, List<KeySpec> keys) {
        if (change instanceof Change.Redefine redefine) {
            renameInKeys(redefine.oldName(), redefine.column().name(), keys);
        } else if (change instanceof Change.Rename rename) {
            renameInKeys(rename.oldName(), rename.newName(), keys);
        } else if (change instanceof Change.Drop drop) {
            keys.removeIf(key -> key.columns().stream().anyMatch(drop.name()::equalsIgnoreCase));
        } else if (change instanceof Change.DropIndex drop) {
            keys.removeIf(key -> !key.primary() && key.name().equalsIgnoreCase(drop.name()));
        } else if (change instanceof Change.RenameIndex rename) {
            keys.replaceAll(key -> key.name().equalsIgnoreCase(rename.oldName())
                    ? new KeySpec(rename.newName(), key.primary(), key.columns())
                    : key);
        }
    }

    private static void renameInKeys(String oldName, String newName, List<KeySpec> keys) {
        keys.replaceAll(key -> new KeySpec(
                key.name(),
                key.primary(),
                key.columns().stream()
                        .map(column -> column.equalsIgnoreCase(oldName) ? newName : column)
                        .toList()));
    }
}
