package io.tidbmirror.feed;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.Projection;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.feed.Ddl.AlterTable;
import io.tidbmirror.feed.FeedVersion.Parent;
import io.tidbmirror.feed.FeedVersion.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a table is to the one before: whether it goes on in the same landing folder, and whose rows it has.
 *
 * @param exchanges of the statements of that version
 */
record Succession(FeedOptions options, Exchanges exchanges) {
    /**
     * The version of a schema file.
     *
     * @param history of the table, up to the version before
     * @param knowledge of the table's columns, behind the statement
     * @param source the version that the statement renamed to this table, or copied; null for any other statement
     * @throws PoisonException if the statement is none that a table can go through
     */
    FeedVersion next(TableHistory history, SchemaFile file, Knowledge knowledge, @Nullable FeedVersion source) {
        DdlAction action = DdlAction.of(file.action());
        FeedVersion before = action == DdlAction.RENAME ? source : history.current();
        requirePossible(file, action, before);
        TableSchema schema = new LandedSchema(file, knowledge, options.schemas()).read();
        if (exchanges.concerns(schema.table()) || action == DdlAction.EXCHANGE_PARTITION) {
            return new FeedVersion(schema, Step.REBUILD, file, exchanges.parents(schema, file), before);
        }
        if (before != null && action.emptiesPartitions()) {
            return emptied(file, before, schema);
        }
        if (action.restarts()) {
            Step step = history.versions().isEmpty() ? Step.FIRST : Step.RESTART;
            return new FeedVersion(schema, step, file, List.of(), action == DdlAction.TRUNCATE ? before : source);
        }
        if (before == null) {
            return first(file, history, schema);
        }
        SchemaStep step = new SchemaStep(before.schema(), schema, origins(before.schema(), schema, file));
        Step kind = step.classify(history.isNarrowed());
        boolean other =
                action == DdlAction.RENAME || (options.schemas().fixedColumns() && !sameNames(before.schema(), schema));
        List<Parent> parents = List.of(new Parent(before, step.projection()));
        return new FeedVersion(schema, other ? Step.REBUILD : kind, file, parents, before);
    }

    private void requirePossible(SchemaFile file, DdlAction action, @Nullable FeedVersion before) {
        if (!action.isHandled()) {
            throw DdlEffects.unsupported("it " + action.words());
        }
        if (before != null && before.version() == file.version()) {
            throw new PoisonException("there are two schema files of this version");
        }
        if (before != null && action == DdlAction.CREATE) {
            throw DdlEffects.unsupported(
                    "the table is created though it is there: the changefeed writes two tables under its"
                            + " name (target-table of a dispatcher), or leaves out DROP TABLE (ignore-event of a filter)");
        }
        if (!options.paths().partitionSeparator() && PartitionClause.isIn(file.query())) {
            throw new PoisonException(
                    "feed.enable-partition-separator is false and the table has partitions, which then share"
                            + " a folder where TiCDC overwrites files (tiflow#11979); turn it on in the changefeed, with a fresh"
                            + " prefix, or exclude the table");
        }
    }

    private static boolean sameNames(TableSchema before, TableSchema after) {
        return before.columns().stream()
                .map(Column::name)
                .toList()
                .equals(after.columns().stream().map(Column::name).toList());
    }

    /** Rows of the partitions go, up to the version. */
    private static FeedVersion emptied(SchemaFile file, FeedVersion before, TableSchema schema) {
        List<String> names = Partitions.emptied(file.query());
        if (names == null) {
            return new FeedVersion(schema, Step.RESTART, file, List.of(), before);
        }
        Partitioning partitioning = Partitions.of(before);
        SchemaStep step = new SchemaStep(before.schema(), schema, new ColumnOrigins(before.schema(), file.columns()));
        step.requireKey();
        List<Projection.Filter> filters = names.stream()
                .map(name -> Partitions.filter(partitioning, name, before.schema(), false))
                .toList();
        Projection left = new Projection(schema, step.projection().origins(), filters);
        return new FeedVersion(schema, Step.REBUILD, file, List.of(new Parent(before, left)), before);
    }

    /** A table whose rows from before the version, if there are any, are not in the changefeed. */
    private static FeedVersion first(SchemaFile file, TableHistory history, TableSchema schema) {
        if (!history.versions().isEmpty() || DdlAction.of(file.action()) == DdlAction.RENAME) {
            throw DdlEffects.unsupported("the table was made by a statement that is not in the changefeed");
        }
        return new FeedVersion(schema, Step.FIRST, file, List.of(), null);
    }

    private ColumnOrigins origins(TableSchema before, TableSchema after, SchemaFile file) {
        boolean same = before.columns().equals(after.columns());
        boolean statement = DdlAction.of(file.action()) == DdlAction.ALTER;
        Ddl ddl = same || !statement ? new Ddl.Other() : DdlParser.parse(file.query());
        AlterTable alter = ddl instanceof AlterTable known ? known : null;
        return new ColumnOrigins(
                before, file.columns(), alter, options.schemas().timeZone());
    }
}
