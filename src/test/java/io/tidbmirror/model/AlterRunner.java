package io.tidbmirror.model;

import io.tidbmirror.corpus.Truth.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parts of ALTER TABLE, one after the other. */
final class AlterRunner {

    private final TidbModel model;
    private final DdlRunner names;
    private final ModelTable table;

    AlterRunner(TidbModel model, Name table, DdlRunner names) {
        this.model = model;
        this.names = names;
        this.table = model.table(table);
    }

    void run(SqlReader sql) {
        if (partitions(sql)) {
            return;
        }
        for (SqlReader part : sql.parts()) {
            if (!columns(part)) {
                keys(part);
            }
        }
    }

    private boolean columns(SqlReader sql) {
        if (sql.accept("RENAME", "COLUMN")) {
            ModelColumn column = table.column(sql.name());
            sql.expect("TO");
            table.redefine(column.name(), column.renamed(sql.name()), null);
        } else if (sql.accept("MODIFY")) {
            sql.accept("COLUMN");
            redefine(sql.peek().text(), sql);
        } else if (sql.accept("CHANGE")) {
            sql.accept("COLUMN");
            redefine(sql.name(), sql);
        } else if (sql.accept("ALTER")) {
            sql.accept("COLUMN");
            setDefault(sql);
        } else if (sql.accept("ADD", "COLUMN")) {
            addColumns(sql);
        } else if (sql.accept("DROP", "COLUMN")) {
            sql.accept("IF", "EXISTS");
            table.drop(sql.name());
        } else {
            return bareColumns(sql);
        }
        return true;
    }

    /** ADD and DROP without the word COLUMN. */
    private boolean bareColumns(SqlReader sql) {
        SqlReader.Token second = sql.peek(1);
        boolean word = second.kind() == SqlReader.Kind.WORD && !Keys.begin(second) && !second.is("PARTITION");
        boolean name = word || second.kind() == SqlReader.Kind.NAME;
        if (sql.peek().is("ADD") && (name || second.is("("))) {
            sql.next();
            addColumns(sql);
            return true;
        }
        if (sql.peek().is("DROP") && name) {
            sql.next();
            table.drop(sql.name());
            return true;
        }
        return false;
    }

    private void addColumns(SqlReader sql) {
        boolean any = !sql.accept("IF", "NOT", "EXISTS");
        if (sql.peek().is("(")) {
            sql.bracketed().parts().forEach(part -> DdlRunner.addColumn(table, part));
        } else if (any || !table.has(sql.peek().text())) {
            DdlRunner.addColumn(table, sql);
        }
    }

    private void redefine(String old, SqlReader sql) {
        ModelColumn.Definition definition = ModelColumn.read(sql);
        table.redefine(old, definition.column(), DdlRunner.place(sql));
    }

    private void setDefault(SqlReader sql) {
        ModelColumn column = table.column(sql.name());
        String literal = sql.accept("SET", "DEFAULT") ? Literals.read(sql) : null;
        table.columns().set(table.indexOf(column.name()), column.withDefault(literal));
    }

    private void keys(SqlReader sql) {
        if (sql.accept("DROP", "PRIMARY", "KEY")) {
            table.primary(List.of());
        } else if (sql.accept("DROP", "INDEX") || sql.accept("DROP", "KEY")) {
            Keys.drop(table, sql.name());
        } else if (sql.accept("RENAME", "INDEX") || sql.accept("RENAME", "KEY")) {
            List<String> columns = table.uniques().remove(sql.name().toLowerCase(Locale.ROOT));
            sql.expect("TO");
            if (columns != null) {
                table.unique(sql.name(), columns);
            }
        } else if (sql.accept("RENAME")) {
            sql.acceptOne("TO", "AS");
            names.rename(table.name(), names.name(sql));
        } else if (sql.accept("ADD")) {
            Keys.add(table, sql);
        }
    }

    private boolean partitions(SqlReader sql) {
        Partitioning by = table.partitioning();
        if (sql.accept("ADD", "PARTITION")) {
            int more = sql.accept("PARTITIONS") ? number(sql) : 0;
            table.partition(more > 0 ? by.resized(by.parts().size() + more) : by.with(Partitioning.parts(sql)));
        } else if (sql.accept("DROP", "PARTITION")) {
            List<String> gone = partitionNames(sql);
            empty(gone);
            table.partition(by.without(gone));
        } else if (sql.accept("TRUNCATE", "PARTITION")) {
            empty(
                    sql.accept("ALL")
                            ? by.parts().stream().map(Partitioning.Part::name).toList()
                            : partitionNames(sql));
        } else if (sql.accept("REORGANIZE", "PARTITION")) {
            List<String> old = partitionNames(sql);
            sql.expect("INTO");
            old.forEach(table.physicalIds()::remove);
            table.partition(by.replaced(old, Partitioning.parts(sql)));
        } else if (sql.accept("EXCHANGE", "PARTITION")) {
            exchange(sql.name(), sql);
        } else if (sql.accept("COALESCE", "PARTITION")) {
            table.physicalIds().clear();
            table.partition(by.resized(by.parts().size() - number(sql)));
        } else if (sql.accept("REMOVE", "PARTITIONING")) {
            table.physicalIds().clear();
            table.partition(null);
        } else if (sql.accept("PARTITION", "BY")) {
            table.physicalIds().clear();
            table.partition(Partitioning.read(sql));
        } else {
            return false;
        }
        return true;
    }

    private static int number(SqlReader sql) {
        return Integer.parseInt(sql.next().text());
    }

    private static List<String> partitionNames(SqlReader sql) {
        List<String> names = new ArrayList<>();
        do {
            names.add(sql.name());
        } while (sql.accept(","));
        return names;
    }

    private void empty(List<String> parts) {
        table.take(row -> in(parts, row));
        parts.forEach(table.physicalIds()::remove);
    }

    private boolean in(List<String> parts, Map<String, String> row) {
        return parts.stream().anyMatch(table.partitioning().partOf(row)::equalsIgnoreCase);
    }

    /** The rows of a partition and those of another table change places. */
    private void exchange(String part, SqlReader sql) {
        sql.expect("WITH");
        sql.expect("TABLE");
        ModelTable other = model.table(names.table(sql));
        List<Map<String, String>> out = table.take(row -> in(List.of(part), row));
        List<Map<String, String>> in = other.take(row -> true);
        table.rows().addAll(in);
        other.rows().addAll(out);
        Long idOut = table.physicalIds().remove(part);
        Long idIn = other.physicalIds().remove("");
        keep(table, part, idIn);
        keep(other, "", idOut);
    }

    private static void keep(ModelTable where, String part, Long id) {
        if (id != null) {
            where.physicalIds().put(part, id);
        }
    }
}
