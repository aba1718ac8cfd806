package io.tidbmirror.feed;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.Projection.Filter;
import io.tidbmirror.change.Projection.Origin;
import io.tidbmirror.change.Projection.Read;
import io.tidbmirror.change.RowCondition;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.feed.Ddl.AlterTable;
import io.tidbmirror.feed.Ddl.Change;
import io.tidbmirror.feed.Ddl.CreateTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the rows of a table's partitions from all of its statements. */
final class Partitions {
    private Partitions() {}

    /** How a table is partitioned as of a version. */
    static Partitioning of(FeedVersion newest) {
        List<FeedVersion> statements = new ArrayList<>();
        for (FeedVersion version = newest; version != null; version = version.defined()) {
            statements.add(0, version);
        }
        Partitioning partitioning = Partitioning.UNKNOWN;
        for (FeedVersion statement : statements) {
            partitioning = after(partitioning, statement.query());
        }
        return partitioning;
    }

    private static Partitioning after(Partitioning before, String query) {
        String upper = query.toUpperCase(Locale.ROOT);
        boolean create = upper.startsWith("CREATE TABLE");
        if (!create && !upper.contains("PARTITION")) {
            return before;
        }
        try {
            Ddl ddl = DdlParser.parse(query);
            if (ddl instanceof CreateTable table) {
                Partitioning partitioning = table.partitioning();
                return partitioning == null ? Partitioning.UNKNOWN : partitioning;
            }
            return ddl instanceof AlterTable alter ? after(before, alter) : before;
        } catch (PoisonException notUnderstood) {
            return Partitioning.UNKNOWN;
        }
    }

    private static Partitioning after(Partitioning before, AlterTable alter) {
        Partitioning now = before;
        for (Change change : alter.changes()) {
            if (change instanceof Change.AddPartitions add) {
                now = now.adding(add.partitions());
            } else if (change instanceof Change.DropPartitions drop) {
                now = now.dropping(drop.names());
            } else if (change instanceof Change.Reorganize reorganize) {
                now = now.reorganized(reorganize.names(), reorganize.into());
            } else if (change instanceof Change.OtherPartitioning) {
                now = Partitioning.UNKNOWN;
            }
        }
        return now;
    }

    /**
     * The partitions that a statement empties.
     *
     * @return null for all of them
     */
    static @Nullable List<String> emptied(String query) {
        List<String> names = new ArrayList<>();
        if (DdlParser.parse(query) instanceof AlterTable alter) {
            for (Change change : alter.changes()) {
                if (change instanceof Change.DropPartitions drop) {
                    names.addAll(drop.names());
                } else if (change instanceof Change.TruncatePartitions truncate) {
                    if (truncate.names().isEmpty()) {
                        return null;
                    }
                    names.addAll(truncate.names());
                }
            }
        }
        if (names.isEmpty()) {
            throw new PoisonException("the statement names no partition" + DdlEffects.REMEDY);
        }
        return names;
    }

    /**
     * The filter for rows of a partition.
     *
     * @param schema of the rows that are filtered: of the partitioned table, or of one with the same columns
     * @param keep whether they stay, or all others do
     * @throws PoisonException if the definition does not tell the rows, or a row may move without a delete
     */
    static Filter filter(Partitioning partitioning, String partition, TableSchema schema, boolean keep) {
        RowCondition condition = partitioning.condition(partition);
        List<Origin> columns = new ArrayList<>();
        for (String name : partitioning.columns()) {
            columns.add(origin(name, schema));
        }
        return new Filter(columns, condition, keep, partitioning.regular());
    }

    /** A row keeps its partition as long as it keeps its key, if the partition is told by columns of the key. */
    private static Origin origin(String name, TableSchema schema) {
        for (int i : schema.key()) {
            if (schema.columns().get(i).name().equalsIgnoreCase(name)) {
                return new Read(i, List.of(schema.columns().get(i)));
            }
        }
        throw new PoisonException("column " + name + ", by which the table is partitioned, is none of its key "
                + schema.keyNames() + DdlEffects.REMEDY);
    }
}
