package io.tidbmirror.feed;

import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByDropPartitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByExchangePartitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByRenameContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByTruncatePartitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterPartitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterSpecificationContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterTableContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnCreateTableContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.CopyCreateTableContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DdlStatementContext;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Statements, in the order of their commit-ts, as the schema files that TiCDC would have written for them in storage; so
 * both ways of learning of a DDL are judged alike.
 */
final class StatementFiles {
    private final Map<TableId, List<SchemaColumn>> columns = new HashMap<>();

    /** A statement's part that matters, and TiDB's action id for it. */
    private record Reading(int action, List<SchemaColumn> columns) {}

    /** The schema file of one statement, or the reason why there is none. */
    SchemaObject next(Statement statement) {
        FeedPath.Schema place = new FeedPath.Schema(
                statement.table().schema() + "/" + statement.table().table(), statement.commitTs(), 0);
        try {
            return new SchemaObject(place, file(statement), "");
        } catch (PoisonException e) {
            return new SchemaObject(place, null, String.valueOf(e.getMessage()));
        }
    }

    SchemaFile file(Statement statement) {
        TableId table = statement.table();
        Reading reading = read(statement);
        if (!table.table().isEmpty()) {
            columns.put(table, reading.columns());
        }
        return new SchemaFile(
                "the statement of commit-ts " + statement.commitTs(),
                table.schema(),
                table.table(),
                statement.commitTs(),
                reading.action(),
                statement.sql(),
                reading.columns(),
                false);
    }

    private Reading read(Statement statement) {
        List<SchemaColumn> before = columns.getOrDefault(statement.table(), List.of());
        return switch (statement.word()) {
            case "ERASE" -> new Reading(DdlAction.DROP_TABLE_ID, before);
            case "TRUNCATE" -> new Reading(DdlAction.TRUNCATE_TABLE_ID, before);
            case "QUERY" -> new Reading(QueryActions.of(statement.sql()), before);
            default -> parsed(statement, before);
        };
    }

    private Reading parsed(Statement statement, List<SchemaColumn> before) {
        DdlStatementContext ddl = parse(statement);
        if (ddl != null && ddl.createTable() instanceof ColumnCreateTableContext create) {
            return new Reading(DdlAction.CREATE_TABLE_ID, StatementColumns.created(create));
        }
        if (ddl != null && ddl.createTable() instanceof CopyCreateTableContext copy) {
            return new Reading(DdlAction.CREATE_TABLE_ID, copied(statement, copy));
        }
        if (ddl != null && ddl.renameTable() != null) {
            return new Reading(DdlAction.RENAME_TABLE_ID, before);
        }
        if (ddl != null && ddl.alterTable() != null) {
            return altered(ddl.alterTable(), before);
        }
        boolean index = ddl != null && (ddl.createIndex() != null || ddl.dropIndex() != null);
        return new Reading(index ? DdlAction.INDEX_ID : DdlAction.UNKNOWN_ID, before);
    }

    private static Reading altered(AlterTableContext alter, List<SchemaColumn> before) {
        int action = DdlAction.MULTI_SCHEMA_CHANGE_ID;
        for (AlterSpecificationContext part : alter.alterSpecification()) {
            if (part instanceof AlterByRenameContext) {
                action = DdlAction.RENAME_TABLE_ID;
            } else if (part instanceof AlterPartitionContext partition) {
                action = partitionAction(partition);
            }
        }
        return new Reading(action, StatementColumns.altered(before, alter.alterSpecification()));
    }

    private static int partitionAction(AlterPartitionContext partition) {
        if (partition.alterPartitionSpecification() instanceof AlterByDropPartitionContext) {
            return DdlAction.DROP_PARTITION_ID;
        }
        if (partition.alterPartitionSpecification() instanceof AlterByTruncatePartitionContext) {
            return DdlAction.TRUNCATE_PARTITION_ID;
        }
        boolean exchange = partition.alterPartitionSpecification() instanceof AlterByExchangePartitionContext;
        return exchange ? DdlAction.EXCHANGE_PARTITION_ID : DdlAction.ADD_PARTITION_ID;
    }

    private List<SchemaColumn> copied(Statement statement, CopyCreateTableContext copy) {
        Ddl.Name source = NameReader.table(copy.tableName(1).fullId());
        String schema = source.schema().isEmpty() ? statement.table().schema() : source.schema();
        for (Map.Entry<TableId, List<SchemaColumn>> known : columns.entrySet()) {
            if (known.getKey().schema().equalsIgnoreCase(schema)
                    && known.getKey().table().equalsIgnoreCase(source.table())) {
                return known.getValue();
            }
        }
        throw new PoisonException("table " + statement.table() + ": it copies the table " + source.table()
                + ", of which the changefeed has told nothing");
    }

    private static @Nullable DdlStatementContext parse(Statement statement) {
        try {
            return DdlParser.statement(statement.sql());
        } catch (ParseCancellationException | StackOverflowError e) {
            throw new PoisonException(
                    "table " + statement.table() + ": statement of commit-ts " + statement.commitTs()
                            + " not understood: " + DdlParser.beginning(statement.sql()) + ": " + e.getMessage(),
                    e);
        }
    }

    /** Statements that canal-json calls QUERY. */
    private static final class QueryActions {
        static int of(String sql) {
            String[] words = sql.strip().toUpperCase(Locale.ROOT).split("\\s+", 4);
            String first = words[0];
            String second = words.length > 1 ? words[1] : "";
            if (second.equals("DATABASE") || second.equals("SCHEMA")) {
                return switch (first) {
                    case "CREATE" -> DdlAction.CREATE_DATABASE_ID;
                    case "DROP" -> DdlAction.DROP_DATABASE_ID;
                    case "ALTER" -> DdlAction.ALTER_DATABASE_ID;
                    default -> DdlAction.UNKNOWN_ID;
                };
            }
            boolean view =
                    sql.toUpperCase(Locale.ROOT).matches("(?s)(CREATE|DROP|ALTER)\\b[^(`]*\\b(VIEW|SEQUENCE)\\b.*");
            return view ? DdlAction.CREATE_VIEW_ID : DdlAction.UNKNOWN_ID;
        }
    }
}
