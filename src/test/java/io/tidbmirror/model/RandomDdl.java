package io.tidbmirror.model;

import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.model.TicdcSink.Event;
import io.tidbmirror.model.TicdcSink.SchemaFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Random statements, in the words in which TiCDC renders them again. Each method gives nothing where it does not apply. */
final class RandomDdl {

    private static final List<String> TABLES = List.of("t0", "t1", "t2", "t3");
    private static final List<Event> NOTHING = List.of();

    private final RandomTidb tidb;
    private final Draw draw;
    private final boolean newer;
    private final Set<String> databases;

    RandomDdl(RandomTidb tidb, Draw draw, boolean newer, Set<String> databases) {
        this.tidb = tidb;
        this.draw = draw;
        this.newer = newer;
        this.databases = databases;
    }

    List<Event> any() {
        List<ModelTable> tables = tidb.model().tables();
        if (tables.size() < 2 || draw.chance(6)) {
            return create();
        }
        ModelTable table = draw.of(tables);
        return switch (draw.below(12)) {
            case 0 -> truncate(table);
            case 1 -> drop(table);
            case 2, 3 -> rename(table);
            case 4 -> like(table);
            case 5, 6 -> table.partitioning() == null ? column(table) : new RandomPartitions(tidb, draw, table).any();
            case 7 -> harmless(table);
            case 8 -> draw.chance(4) ? dropDatabase(table.name().schema()) : column(table);
            default -> column(table);
        };
    }

    private List<Event> create() {
        Name name = new Name(draw.of(RandomTidb.SCHEMAS), draw.of(TABLES));
        List<Event> events = new ArrayList<>(createDatabase(name.schema()));
        if (tidb.model().has(name)) {
            return events;
        }
        List<ModelTable> partitioned = tidb.model().tables().stream()
                .filter(t -> t.partitioning() != null)
                .toList();
        String definition = !partitioned.isEmpty() && draw.chance(2)
                ? copied(draw.of(partitioned))
                : new RandomDefinition(draw).text();
        events.addAll(alter(name, "CREATE TABLE " + shown(name) + " " + definition, 3));
        return events;
    }

    /** The columns and the key of another table, without its partitions. */
    private static String copied(ModelTable table) {
        List<String> parts = new ArrayList<>(
                table.columns().stream().map(RandomDefinition::column).toList());
        parts.add("PRIMARY KEY(" + RandomDefinition.names(table.primary(), ", ") + ")");
        return "(" + String.join(",", parts) + ")";
    }

    private List<Event> createDatabase(String schema) {
        if (!databases.add(schema)) {
            return NOTHING;
        }
        return database(schema, "CREATE DATABASE `" + schema + "`", 1);
    }

    private List<Event> dropDatabase(String schema) {
        databases.remove(schema);
        return database(schema, "DROP DATABASE `" + schema + "`", 2);
    }

    private List<Event> database(String schema, String statement, int type) {
        List<Name> inside = tidb.model().tables().stream()
                .map(ModelTable::name)
                .filter(n -> n.schema().equals(schema))
                .toList();
        Name database = new Name(schema, "");
        return tidb.ddl(
                database, statement, inside, () -> List.of(new SchemaFile(database, statement, type, null)), draw);
    }

    private List<Event> truncate(ModelTable table) {
        return alter(table.name(), "TRUNCATE TABLE " + shown(table.name()), 11);
    }

    private List<Event> drop(ModelTable table) {
        String statement = "DROP TABLE " + full(table.name());
        List<Map<String, Object>> columns = tidb.schemas().columns(table);
        return tidb.ddl(
                table.name(),
                statement,
                List.of(table.name()),
                () -> List.of(new SchemaFile(table.name(), statement, 4, columns)),
                draw);
    }

    private List<Event> like(ModelTable table) {
        Name name = new Name(table.name().schema(), draw.of(TABLES));
        return tidb.model().has(name)
                ? NOTHING
                : alter(name, "CREATE TABLE " + shown(name) + " LIKE " + shown(table.name()), 3);
    }

    /** One table, in half of the cases into another schema, or two tables that exchange their names. */
    private List<Event> rename(ModelTable table) {
        Name from = table.name();
        Name to = new Name(draw.chance(2) ? from.schema() : draw.of(RandomTidb.SCHEMAS), draw.of(TABLES));
        List<Event> events = new ArrayList<>(createDatabase(to.schema()));
        if (!tidb.model().has(to)) {
            events.addAll(renameOne(from, to));
        } else if (!to.equals(from)) {
            events.addAll(exchangeNames(from, to));
        }
        return events;
    }

    private List<Event> renameOne(Name from, Name to) {
        boolean bare = !newer && isUnique(from.table()) && draw.chance(2);
        String statement = "RENAME TABLE " + (bare ? "`" + from.table() + "`" : full(from)) + " TO " + full(to);
        return tidb.ddl(to, statement, List.of(from, to), () -> List.of(file(to, statement, 14)), draw);
    }

    /** {@code RENAME TABLE a TO x, b TO a}, which is one job of two tables, and then {@code RENAME TABLE x TO b}. */
    private List<Event> exchangeNames(Name one, Name other) {
        Name between = new Name(one.schema(), "between");
        if (tidb.model().has(between)) {
            return NOTHING;
        }
        String end = newer ? ";" : "";
        String away = "RENAME TABLE " + full(one) + " TO " + full(between);
        String there = "RENAME TABLE " + full(other) + " TO " + full(one);
        List<Event> events = new ArrayList<>(tidb.ddl(
                one,
                away + ", " + full(other) + " TO " + full(one),
                List.of(one, other),
                () -> List.of(file(between, away + end, 14), file(one, there + end, 14)),
                draw));
        if (!draw.chance(4)) {
            events.addAll(renameOne(between, other));
        }
        return events;
    }

    private boolean isUnique(String table) {
        return tidb.model().tables().stream()
                        .filter(t -> t.name().table().equals(table))
                        .count()
                == 1;
    }

    private List<Event> harmless(ModelTable table) {
        String column = draw.of(table.stored()).name();
        String index = "e" + table.columns().size();
        if (draw.chance(3) && !table.has(ModelColumn.hidden(index).name())) {
            String statement = "CREATE INDEX `" + index + "` ON " + shown(table.name()) + " ((`" + column + "`+1))";
            return alter(table.name(), statement, 7);
        }
        return draw.chance(2)
                ? alter(table.name(), "ALTER TABLE " + shown(table.name()) + " COMMENT = 'it''s'", 17)
                : alter(table.name(), "CREATE INDEX `i` ON " + shown(table.name()) + " (`" + column + "`)", 7);
    }

    private List<Event> column(ModelTable table) {
        RandomAlter alter = new RandomAlter(table, draw);
        String specification = alter.any();
        return specification == null
                ? NOTHING
                : alter(table.name(), "ALTER TABLE " + shown(table.name()) + " " + specification, alter.type());
    }

    private List<Event> alter(Name name, String statement, int type) {
        return tidb.ddl(name, statement, List.of(name), () -> List.of(file(name, statement, type)), draw);
    }

    private SchemaFile file(Name name, String statement, int type) {
        return new SchemaFile(
                name, statement, type, tidb.schemas().columns(tidb.model().table(name)));
    }

    /** As the user gave it: with its schema or without. */
    private String shown(Name name) {
        return draw.chance(2) ? "`" + name.table() + "`" : full(name);
    }

    static String full(Name name) {
        return "`" + name.schema() + "`.`" + name.table() + "`";
    }
}
