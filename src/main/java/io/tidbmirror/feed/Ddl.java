package io.tidbmirror.feed;

import io.tidbmirror.feed.Partitioning.Partition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a DDL statement says that schema files do not show. */
sealed interface Ddl {
    /**
     * A table name in a statement.
     *
     * @param schema empty if the statement gives none
     */
    record Name(String schema, String table) {
        /**
         * The table, if the statement gives another table a name without a schema too: both are in the session's, which is that
         * of its schema file. Else the session's may be any.
         */
        Name beside(Name target, SchemaFile file) {
            return schema.isEmpty() && target.schema.isEmpty() ? new Name(file.schema(), table) : this;
        }
    }

    /**
     * A column definition.
     *
     * @param virtual whether it is generated and not stored
     * @param elements labels of ENUM and SET, else empty
     * @param expression whether its default is not a constant, or its values are computed
     */
    record ColumnSpec(String name, boolean virtual, List<String> elements, boolean expression) {
        ColumnSpec named(String other) {
            return new ColumnSpec(other, virtual, elements, expression);
        }
    }

    /**
     * A primary or unique key over plain columns.
     *
     * @param name name of the index; that of its first column if none is given, as in MySQL
     */
    record KeySpec(String name, boolean primary, List<String> columns) {}

    /** {@code CREATE TABLE}; keys in the order of the statement, those of columns before those of the table. */
    record CreateTable(
            List<ColumnSpec> columns,
            List<KeySpec> keys,
            @Nullable Partitioning partitioning) implements Ddl {}

    /** {@code CREATE TABLE … LIKE}. */
    record CreateLike(Name table, Name source) implements Ddl {}

    /** {@code ALTER TABLE} and the statements on indexes that are short for it; only what matters here is listed. */
    record AlterTable(List<Change> changes) implements Ddl {}

    /** {@code RENAME TABLE}, or {@code ALTER TABLE … RENAME}. */
    record RenameTables(List<Name> from, List<Name> to) implements Ddl {}

    /**
     * {@code ALTER TABLE … EXCHANGE PARTITION … WITH TABLE}.
     *
     * @param validated whether every row of the other table belongs to the partition
     */
    record ExchangePartition(String partition, Name other, boolean validated) implements Ddl {}

    /** Any other statement. */
    record Other() implements Ddl {}

    /** One part of an {@code ALTER TABLE}. */
    sealed interface Change {
        /** ADD COLUMN; of one that was there already it does nothing, since it came with IF NOT EXISTS. */
        record Add(ColumnSpec column) implements Change {}

        /** MODIFY and CHANGE COLUMN, which may have come with IF EXISTS; RENAME COLUMN comes as {@link Rename}. */
        record Redefine(String oldName, ColumnSpec column) implements Change {}

        /** RENAME COLUMN. */
        record Rename(String oldName, String newName) implements Change {}

        /** DROP COLUMN. */
        record Drop(String name) implements Change {}

        /** DROP INDEX. */
        record DropIndex(String name) implements Change {}

        /** ADD PARTITION; null if it is not understood. */
        record AddPartitions(@Nullable List<Partition> partitions) implements Change {}

        /** DROP PARTITION. */
        record DropPartitions(List<String> names) implements Change {}

        /** TRUNCATE PARTITION; no names for all. */
        record TruncatePartitions(List<String> names) implements Change {}

        /** REORGANIZE PARTITION; null if it is not understood. */
        record Reorganize(List<String> names, @Nullable List<Partition> into) implements Change {}

        /** Anything else about partitions. */
        record OtherPartitioning() implements Change {}

        /** RENAME INDEX. */
        record RenameIndex(String oldName, String newName) implements Change {}
    }
}
