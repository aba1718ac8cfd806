package io.tidbmirror.feed;

import java.util.List;

/**
 * A schema file: the columns of a table from a version on, and the DDL that led there (tiflow table_definition.go).
 *
 * @param path where it was read, for messages
 * @param schema database
 * @param table empty for a database-level file
 * @param version TSO: rows of this version have a greater commit-ts
 * @param action TiDB's action id; 0 if the row writer wrote the file
 * @param query the statement as TiCDC renders it again; empty if the row writer wrote the file
 * @param columns as listed: virtual generated columns included
 * @param view whether it describes a view
 */
record SchemaFile(
        String path,
        String schema,
        String table,
        long version,
        int action,
        String query,
        List<SchemaColumn> columns,
        boolean view) {
    SchemaFile {
        columns = List.copyOf(columns);
    }

    /** The same columns, as if no statement had led there. */
    SchemaFile withoutStatement() {
        return new SchemaFile(path, schema, table, version, 0, "", columns, view);
    }

    boolean isDatabaseLevel() {
        return table.isEmpty();
    }
}
