package io.tidbmirror.feed;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.feed.Ddl.KeySpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what identifies a row: primary key, else a unique key over NOT NULL columns, else what the user says. */
final class KeyChooser {
    private final SchemaFile file;
    private final List<Column> columns;
    private final Knowledge knowledge;
    private final boolean handle;

    /**
     * @param handle whether it has to be TiCDC's handle: of several unique keys over NOT NULL columns the first of those with
     *     the fewest columns (tiflow schema_storage.go findHandleIndex). Else it is the first one, which a later index does not
     *     change
     */
    KeyChooser(SchemaFile file, List<Column> columns, Knowledge knowledge, boolean handle) {
        this.file = file;
        this.columns = columns;
        this.knowledge = knowledge;
        this.handle = handle;
    }

    /**
     * Indexes of the key columns in key order.
     *
     * @param configured the user's key columns, or empty
     * @throws PoisonException if there is no key; the message names the property to set
     */
    List<Integer> choose(List<String> configured) {
        List<Integer> primary = primaryKey();
        if (!primary.isEmpty()) {
            return primary;
        }
        List<Integer> unique = uniqueKey();
        if (unique != null) {
            return unique;
        }
        if (configured.isEmpty()) {
            throw new PoisonException("table " + name() + " has no primary key and no unique key over NOT NULL columns;"
                    + " set " + property() + " to the columns that identify a row, then release the table"
                    + " (command: table release)");
        }
        List<Integer> found = find(configured);
        if (found == null) {
            throw new PoisonException("property " + property() + " names " + String.join(",", configured)
                    + ", but the columns of the table in version " + file.version() + " are "
                    + String.join(",", columns.stream().map(Column::name).toList()));
        }
        return found;
    }

    private @Nullable List<Integer> uniqueKey() {
        List<Integer> best = null;
        for (KeySpec key : knowledge.keys()) {
            List<Integer> found = key.primary() ? null : find(key.columns());
            if (found == null || found.stream().anyMatch(i -> columns.get(i).nullable())) {
                continue;
            }
            if (best == null || (handle && found.size() < best.size())) {
                best = found;
            }
        }
        return best;
    }

    private List<Integer> primaryKey() {
        List<String> names = new ArrayList<>();
        for (SchemaColumn column : file.columns()) {
            if (column.primaryKey()) {
                names.add(column.name());
            }
        }
        List<Integer> inColumnOrder = find(names);
        if (inColumnOrder == null) {
            throw new PoisonException(
                    "the primary key of table " + name() + " contains a virtual column; exclude the table");
        }
        for (KeySpec key : knowledge.keys()) {
            List<Integer> ordered = key.primary() ? find(key.columns()) : null;
            if (ordered != null && ordered.size() == names.size() && inColumnOrder.containsAll(ordered)) {
                return ordered;
            }
        }
        return inColumnOrder;
    }

    private @Nullable List<Integer> find(List<String> names) {
        List<Integer> found = new ArrayList<>();
        for (String name : names) {
            int index = indexOf(name);
            if (index < 0) {
                return null;
            }
            found.add(index);
        }
        return found;
    }

    private int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private String name() {
        return file.schema() + "." + file.table();
    }

    private String property() {
        return "tables." + name() + ".key-columns";
    }
}
