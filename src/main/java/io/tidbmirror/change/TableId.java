package io.tidbmirror.change;

import java.util.Comparator;

/**
 * A table as TiDB names it, in original case and without any escaping.
 *
 * @param schema database name
 * @param table table name
 */
public record TableId(String schema, String table) implements Comparable<TableId> {
    private static final Comparator<TableId> ORDER =
            Comparator.comparing(TableId::schema).thenComparing(TableId::table);

    @Override
    public int compareTo(TableId other) {
        return ORDER.compare(this, other);
    }

    /** {@code schema.table}, for messages; not reversible, because either name may contain a dot. */
    @Override
    public String toString() {
        return schema + "." + table;
    }
}
