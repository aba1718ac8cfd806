package io.tidbmirror.feed;

import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByDropPartitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByExchangePartitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByTruncatePartitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterPartitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterSpecificationContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterTableContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnCreateTableContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.CopyCreateTableContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DdlStatementContext;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Ddl.RenameTables;
import io.tidbmirror.feed.StatementCatalog.Known;
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
    private final Map<TableId, Known> beginnings = new HashMap<>();
    private Map<TableId, List<SchemaColumn>> before = Map.of();
    private long version = -1;

    /** A statement's part that matters, and TiDB's action id for it. */
    private record Reading(int action, List<SchemaColumn> columns) {}

    /** The schema file of a table that need not begin with a statement. */
    SchemaFile begin(Known known) {
        SchemaFile file = file(new Statement(
                known.version(), known.table(), "CREATE", known.definition().create()));
        beginnings.put(known.table(), known);
        version = -1; // what follows is read against all of them
        return file;
    }

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
        if (statement.commitTs() != version) {
            version = statement.commitTs();
            before = Map.copyOf(columns); // statements of one version are read against the state before it
        }
        Reading reading = read(statement);
        Known known = beginnings.get(table);
        if (!table.table().isEmpty() && (known == null || statement.commitTs() > known.commitTs())) {
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
        List<SchemaColumn> known = columns.getOrDefault(statement.table(), List.of());
        return switch (statement.word()) {
            case "ERASE" -> new Reading(DdlAction.DROP_TABLE_ID, known);
            case "TRUNCATE" -> new Reading(DdlAction.TRUNCATE_TABLE_ID, known);
            case "QUERY" -> {
                int action = QueryActions.of(statement.sql());
                yield action == DdlAction.MULTI_SCHEMA_CHANGE_ID
                        ? parsed(statement, known)
                        : new Reading(action, known);
            }
            default -> parsed(statement, known);
        };
    }

    private Reading parsed(Statement statement, List<SchemaColumn> known) {
        DdlStatementContext ddl = parse(statement);
        if (ddl != null && ddl.createTable() instanceof ColumnCreateTableContext create) {
            return new Reading(DdlAction.CREATE_TABLE_ID, StatementColumns.created(create));
        }
        if (ddl != null && ddl.createTable() instanceof CopyCreateTableContext copy) {
            return new Reading(DdlAction.CREATE_TABLE_ID, copied(statement, copy));
        }
        if (ddl != null && DdlReader.read(ddl) instanceof RenameTables rename) {
            return new Reading(DdlAction.RENAME_TABLE_ID, renamed(statement.table(), rename));
        }
        if (ddl != null && ddl.alterTable() != null) {
            return altered(ddl.alterTable(), known);
        }
        if (ddl != null && ddl.dropIndex() != null) {
            String index = NameReader.text(ddl.dropIndex().uid()); // it may be the key that identifies rows
            return new Reading(DdlAction.DROP_INDEX_ID, StatementColumns.withoutIndex(known, index));
        }
        boolean index = ddl != null && ddl.createIndex() != null;
        return new Reading(index ? DdlAction.INDEX_ID : DdlAction.UNKNOWN_ID, known);
    }

    private static Reading altered(AlterTableContext alter, List<SchemaColumn> known) {
        int action = DdlAction.MULTI_SCHEMA_CHANGE_ID;
        for (AlterSpecificationContext part : alter.alterSpecification()) {
            if (part instanceof AlterPartitionContext partition) {
                action = partitionAction(partition);
            }
        }
        return new Reading(action, StatementColumns.altered(known, alter.alterSpecification()));
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
        List<SchemaColumn> found = find(source, statement.table());
        if (found == null) {
            throw new PoisonException("table " + statement.table() + ": it copies the table " + source.table()
                    + ", of which the changefeed has told nothing");
        }
        return found;
    }

    /** The columns under the old name; through a name that only lived within the statement, if need be. */
    private List<SchemaColumn> renamed(TableId table, RenameTables rename) {
        Ddl.Name name = new Ddl.Name(table.schema(), table.table());
        for (int hops = 0; hops < rename.to().size(); hops++) {
            for (int i = 0; i < rename.to().size(); i++) {
                if (rename.to().get(i).table().equalsIgnoreCase(name.table())) {
                    name = rename.from().get(i);
                    break;
                }
            }
            List<SchemaColumn> found = find(name, table);
            if (found != null) {
                return found;
            }
        }
        return List.of();
    }

    /** What is known of a table is nothing for statements before it. */
    private boolean isTold(TableId table) {
        Known known = beginnings.get(table);
        return known == null || known.version() <= version;
    }

    private @Nullable List<SchemaColumn> find(Ddl.Name name, TableId near) {
        String schema = name.schema().isEmpty() ? near.schema() : name.schema();
        return before.entrySet().stream()
                .filter(known -> known.getKey().schema().equalsIgnoreCase(schema)
                        && known.getKey().table().equalsIgnoreCase(name.table())
                        && isTold(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
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

    /** Statements that canal-json calls QUERY: those for which canal has no word (tiflow canal_entry.go convertDdlEventType). */
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
            if (second.equals("TABLE") && (first.equals("ALTER") || first.equals("CREATE"))) {
                return DdlAction.MULTI_SCHEMA_CHANGE_ID;
            }
            boolean view =
                    sql.toUpperCase(Locale.ROOT).matches("(?s)(CREATE|DROP|ALTER)\\b[^(`]*\\b(VIEW|SEQUENCE)\\b.*");
            return view ? DdlAction.CREATE_VIEW_ID : DdlAction.UNKNOWN_ID;
        }
    }
}
