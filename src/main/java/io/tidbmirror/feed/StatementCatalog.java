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
import java.util.stream.LongStream;

/** The versions of tables from the DDL statements of a changefeed, where no schema files tell them. */
public final class StatementCatalog {
    private static final String RENAME = "RENAME";

    private StatementCatalog() {}

    /**
     * A table whose columns are known at a commit-ts.
     *
     * @param version of its schema: rows with a greater commit-ts have these columns
     * @param commitTs statements up to it are in the definition already
     * @param definition what it is then
     */
    public record Known(TableId table, long version, long commitTs, Definition definition) {}

    /**
     * What later statements change.
     *
     * @param create a {@code CREATE TABLE} statement
     * @param narrowed whether landed files have columns that the table has not any more
     */
    public record Definition(String create, boolean narrowed) {}

    /**
     * What there is to tell of a table.
     *
     * @param versions ascending; none is built on rows before it
     * @param problems where landing ends, ascending; a later version that begins again makes up for one
     * @param ends where a table of the name was dropped or renamed, ascending
     * @param definitions what the table is behind each version
     * @param since version from which a table has the name, whether it can be landed or not; the greatest number if none is told
     */
    public record Versions(
            List<FeedVersion> versions,
            List<FeedProblem> problems,
            List<TableEnd> ends,
            Map<Long, Definition> definitions,
            long since) {
        public Versions {
            versions = List.copyOf(versions);
            problems = List.copyOf(problems);
            ends = List.copyOf(ends);
            definitions = Map.copyOf(definitions);
        }

        /** Messages are not kept once they are landed, so no landing folder can be built again from them. */
        private static Versions of(TableHistory history) {
            List<FeedVersion> usable = new ArrayList<>();
            List<FeedProblem> problems = new ArrayList<>(history.problems());
            boolean broken = false;
            for (FeedVersion version : history.versions()) {
                boolean rebuilt = version.step() == FeedVersion.Step.REBUILD;
                if (rebuilt && !broken) {
                    problems.add(stop(version));
                }
                broken = rebuilt || (broken && !version.step().isBase());
                if (!broken) {
                    usable.add(version);
                }
            }
            problems.sort(Comparator.comparingLong(FeedProblem::version));
            Map<Long, Definition> definitions = usable.stream()
                    .collect(Collectors.toMap(
                            FeedVersion::version,
                            version -> new Definition(definition(version, history), history.wasNarrowed(version)),
                            (one, other) -> other));
            return new Versions(usable, problems, history.ends(), definitions, since(history));
        }

        private static long since(TableHistory history) {
            LongStream named = history.files().stream()
                    .filter(file -> DdlAction.of(file.action()).givesName())
                    .mapToLong(SchemaFile::version);
            return LongStream.concat(named, history.versions().stream().mapToLong(FeedVersion::version))
                    .min()
                    .orElse(Long.MAX_VALUE);
        }

        private static FeedProblem stop(FeedVersion version) {
            return new FeedProblem(
                    version.version(),
                    "table " + version.schema().table() + " stops at " + version.cause()
                            + ": rows before it cannot stay as they are landed, and messages that are landed are not kept"
                            + " to build its landing folder again; rows up to that version are landed, none after: mirror"
                            + " the table from a new changefeed into a new landing zone, or exclude it");
        }

        /** Whether the last that is known of the table is that it was dropped or renamed. */
        public boolean isEnded() {
            long newest =
                    versions.isEmpty() ? -1 : versions.get(versions.size() - 1).version();
            return !ends.isEmpty() && ends.get(ends.size() - 1).version() >= newest;
        }

        /** Whether a row can be landed on some version, or is known not to be. */
        public boolean reachesTo(long commitTs) {
            return versions.stream().anyMatch(version -> version.version() < commitTs)
                    || problems.stream().anyMatch(problem -> problem.version() < commitTs);
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
            beginnings.add(new CatalogReader.Beginning(
                    files.begin(table), table.commitTs(), table.definition().narrowed()));
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

    /** A statement that defines a table as it is behind a version, with the keys of which later statements may take one away. */
    private static String definition(FeedVersion version, TableHistory history) {
        TableSchema schema = version.schema();
        String columns = schema.columns().stream()
                .map(column ->
                        quoted(column.name()) + " " + type(column.type()) + (column.nullable() ? "" : " NOT NULL"))
                .collect(Collectors.joining(","));
        boolean primary = version.listed().stream().anyMatch(SchemaColumn::primaryKey);
        String unique = history.knowledge(version).keys().stream()
                .filter(key -> !key.primary() && !primary)
                .map(key -> ",UNIQUE KEY " + quoted(key.name()) + " (" + names(key.columns()) + ")")
                .collect(Collectors.joining());
        return definition(schema.table(), columns + unique, primary ? names(schema.keyNames()) : "");
    }

    private static String names(List<String> columns) {
        return columns.stream().map(StatementCatalog::quoted).collect(Collectors.joining(","));
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
