package io.tidbmirror.change;

import java.util.List;

/**
 * The columns of a table in one version, in the order in which TiCDC writes their values. Virtual generated columns are
 * not among them, since TiCDC never writes their values.
 *
 * @param table the table
 * @param version TSO of the schema file; rows of its directory have a greater commit-ts. 0 if no changefeed tells of the table
 * @param columns landed columns
 * @param key indexes into {@code columns} of the key, in key order, not empty
 */
public record TableSchema(TableId table, long version, List<Column> columns, List<Integer> key) {
    public TableSchema {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        if (key.isEmpty()) {
            throw new IllegalArgumentException("table " + table + " has no key");
        }
    }

    /** Whether statements tell what became of the rows before it. */
    public boolean hasStatements() {
        return version > 0;
    }

    public boolean isKey(int column) {
        return key.contains(column);
    }

    /** Names of the key columns in key order. */
    public List<String> keyNames() {
        return key.stream().map(i -> columns.get(i).name()).toList();
    }

    /** A new vector for each column, in column order. */
    public ColumnVector[] newVectors() {
        return columns.stream().map(column -> column.value().newVector()).toArray(ColumnVector[]::new);
    }
}
