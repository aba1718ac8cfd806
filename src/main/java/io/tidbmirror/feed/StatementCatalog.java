package io.tidbmirror.feed;

import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The versions of tables from the DDL statements of a changefeed, where no schema files tell them. */
public final class StatementCatalog {
    private static final String CREATE = "CREATE";
    private static final String RENAME = "RENAME";

    private StatementCatalog() {}

    /**
     * A table whose columns are known at a commit-ts.
     *
     * @param version of its schema: rows with a greater commit-ts have these columns
     * @param commitTs statements up to it are in the definition already
     * @param definition a {@code CREATE TABLE} statement
     */
    public record Known(TableId table, long version, long commitTs, String definition) {}

    /**
     * What there is to tell of a table.
     *
     * @param versions ascending, before {@code problem} only
     * @param problem where landing ends, or null
     */
    public record Versions(
            List<FeedVersion> versions, @Nullable FeedProblem problem) {
        public Versions {
            versions = List.copyOf(versions);
        }

        /** Messages are not kept once they are landed, so no landing folder can be built again from them. */
        private static Versions of(TableHistory history) {
            List<FeedVersion> inPlace = new ArrayList<>();
            for (FeedVersion version : history.versions()) {
                boolean stays = version.step() == FeedVersion.Step.FIRST
                        || !version.step().isBase();
                if (!stays) {
                    return new Versions(inPlace, earliest(history, stop(version)));
                }
                inPlace.add(version);
            }
            FeedProblem end = history.ends().isEmpty()
                    ? null
                    : new FeedProblem(
                            history.ends().get(0).version(),
                            "table " + history.table() + " is gone by "
                                    + history.ends().get(0).cause() + "; table remove takes its landing folder away");
            return new Versions(inPlace, earliest(history, end));
        }

        private static FeedProblem stop(FeedVersion version) {
            return new FeedProblem(
                    version.version(),
                    "table " + version.schema().table() + " stops at " + version.cause()
                            + ": rows before it cannot stay as they are landed, and messages that are landed are not kept"
                            + " to build its landing folder again" + DdlEffects.REMEDY);
        }

        private static @Nullable FeedProblem earliest(TableHistory history, @Nullable FeedProblem other) {
            FeedProblem first = other;
            for (FeedProblem problem : history.problems()) {
                first = first == null || problem.version() < first.version() ? problem : first;
            }
            return first;
        }
    }

    /**
     * Reads statements.
     *
     * @param statements in any order; one that comes twice counts once
     * @param known tables that need not begin with their {@code CREATE TABLE}
     */
    public static Map<TableId, Versions> read(
            Collection<Statement> statements, Collection<Known> known, FeedOptions options) {
        StatementFiles files = new StatementFiles();
        List<CatalogReader.Beginning> beginnings = new ArrayList<>();
        Map<TableId, Long> since = new HashMap<>();
        for (Known table : known) {
            Statement create = new Statement(table.version(), table.table(), CREATE, table.definition());
            beginnings.add(new CatalogReader.Beginning(files.file(create), table.commitTs()));
            since.put(table.table(), table.commitTs());
        }
        List<SchemaObject> objects = new HashSet<>(statements)
                .stream()
                        .sorted(Comparator.comparingLong(Statement::commitTs)
                                .thenComparing(Statement::table)
                                .thenComparing(Statement::sql))
                        .filter(statement -> statement.commitTs() > since.getOrDefault(statement.table(), -1L)
                                || statement.word().equals(RENAME))
                        .map(files::next)
                        .toList();
        Map<TableId, Versions> tables = new HashMap<>();
        CatalogReader.read(objects, options, beginnings)
                .tables()
                .forEach((table, history) -> tables.put(table, Versions.of(history)));
        return tables;
    }

    /** A statement that defines a table as its schema says. */
    public static String definition(TableSchema schema) {
        String columns = schema.columns().stream()
                .map(column ->
                        quoted(column.name()) + " " + type(column.type()) + (column.nullable() ? "" : " NOT NULL"))
                .collect(Collectors.joining(","));
        String key = schema.keyNames().stream().map(StatementCatalog::quoted).collect(Collectors.joining(","));
        return definition(schema.table(), columns, key);
    }

    /** A statement that defines a table. */
    public static String definition(TableId table, String columns, String key) {
        return "CREATE TABLE " + quoted(table.table()) + " (" + columns
                + (key.isEmpty() ? "" : ",PRIMARY KEY (" + key + ")") + ")";
    }

    /** A name in back quotes. */
    public static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static String type(ColumnType type) {
        String size = size(type);
        boolean flag = type.unsigned() && type.name() != MySqlType.BIT && type.name() != MySqlType.YEAR;
        return type.name() + size + (flag ? " UNSIGNED" : "");
    }

    private static String size(ColumnType type) {
        if (!type.elements().isEmpty()) {
            return type.elements().stream()
                    .map(label -> "'" + label.replace("'", "''") + "'")
                    .collect(Collectors.joining(",", "(", ")"));
        }
        return switch (type.name()) {
            case DECIMAL -> "(" + type.precision() + "," + type.scale() + ")";
            case BIT, CHAR, VARCHAR, BINARY, VARBINARY -> "(" + type.precision() + ")";
            case DATETIME, TIMESTAMP, TIME -> type.scale() == 0 ? "" : "(" + type.scale() + ")";
            case TINYINT,
                    SMALLINT,
                    MEDIUMINT,
                    INT,
                    BIGINT,
                    YEAR,
                    FLOAT,
                    DOUBLE,
                    DATE,
                    TEXT,
                    ENUM,
                    SET,
                    JSON,
                    VECTOR,
                    BLOB -> "";
        };
    }
}
