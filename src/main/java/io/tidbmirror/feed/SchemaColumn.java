package io.tidbmirror.feed;

import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import org.jspecify.annotations.Nullable;

/**
 * A column as a schema file shows it.
 *
 * @param name name in original case
 * @param type type; labels only if the file tells them
 * @param nullable whether NULL is allowed
 * @param primaryKey whether it is part of the primary key
 * @param defaultText the default as TiDB keeps it, null if there is none: the value of rows from before the column was added
 */
record SchemaColumn(
        String name,
        ColumnType type,
        boolean nullable,
        boolean primaryKey,
        @Nullable String defaultText) {
    /** Whether values are labels out of a list. */
    boolean isLabelled() {
        return type.name() == MySqlType.ENUM || type.name() == MySqlType.SET;
    }
}
