package io.tidbmirror.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Key definitions in CREATE and ALTER statements. */
final class Keys {

    private static final Set<String> WORDS = Set.of(
            "PRIMARY", "UNIQUE", "KEY", "INDEX", "CONSTRAINT", "FOREIGN", "CHECK", "FULLTEXT", "SPATIAL", "VECTOR");

    private Keys() {}

    /** Whether a part of a definition is about a key or a constraint and not a column. */
    static boolean at(SqlReader sql) {
        return begin(sql.peek());
    }

    /** Whether such a part begins with a word. */
    static boolean begin(SqlReader.Token first) {
        return first.kind() == SqlReader.Kind.WORD
                && WORDS.contains(first.text().toUpperCase(Locale.ROOT));
    }

    static void add(ModelTable table, SqlReader sql) {
        String constraint = "";
        if (sql.accept("CONSTRAINT") && !sql.peek().is("PRIMARY") && !sql.peek().is("UNIQUE")) {
            constraint = sql.name();
        }
        if (sql.accept("PRIMARY", "KEY")) {
            if (sql.atName()) {
                sql.name();
            }
            table.primary(columns(sql));
        } else if (sql.accept("UNIQUE")) {
            sql.acceptOne("INDEX", "KEY");
            String index = sql.atName() ? sql.name() : constraint;
            List<String> columns = columns(sql);
            table.unique(index.isEmpty() ? columns.get(0) : index, columns);
        }
    }

    static void drop(ModelTable table, String index) {
        table.uniques().remove(index.toLowerCase(Locale.ROOT));
    }

    /** {@code (a, b(10) DESC)}; an expression makes the key useless and is left out by a name nobody has. */
    static List<String> columns(SqlReader sql) {
        List<String> columns = new ArrayList<>();
        for (SqlReader column : sql.bracketed().parts()) {
            columns.add(column.name());
        }
        return columns;
    }
}
