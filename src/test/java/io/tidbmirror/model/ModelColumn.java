package io.tidbmirror.model;

import java.util.Set;

/**
 * A column of a table.
 *
 * @param literal default as the statement says it; null if there is none, or if it is NULL
 * @param fill the same as TiDB prints it in a row; what is no constant is computed once, when the column is added
 * @param virtual generated and not stored
 */
record ModelColumn(String name, SqlType type, boolean nullable, String literal, String fill, boolean virtual) {

    /** What time it is when a statement asks for it: nobody but this TiDB knows. */
    private static final String SOME_TIME = "2024-06-01 12:34:56";

    /** A definition and what else it says. */
    record Definition(ModelColumn column, boolean primary, boolean unique) {}

    private static final Set<String> ENDS = Set.of(",", ")", "FIRST", "AFTER");

    /** Reads {@code name type options}, up to a place or the end. */
    static Definition read(SqlReader sql) {
        String name = sql.name();
        SqlType type = SqlType.read(sql);
        boolean nullable = true;
        boolean primary = false;
        boolean unique = false;
        boolean virtual = false;
        String literal = null;
        boolean frozen = false;
        while (!sql.atEnd() && ENDS.stream().noneMatch(sql.peek()::is)) {
            if (sql.accept("NOT", "NULL")) {
                nullable = false;
            } else if (sql.accept("DEFAULT")) {
                frozen = !Literals.atLiteral(sql);
                literal = frozen ? Literals.skipExpression(sql) : Literals.read(sql);
            } else if (sql.accept("PRIMARY", "KEY")) {
                primary = true;
                nullable = false;
            } else if (sql.accept("UNIQUE")) {
                unique = true;
            } else if (sql.accept("GENERATED", "ALWAYS", "AS") || sql.accept("AS")) {
                sql.bracketed();
                virtual = !sql.accept("STORED");
            } else {
                skipOption(sql);
            }
        }
        String fill = literal == null ? null : frozen ? type.textOf(SOME_TIME) : type.textOf(literal);
        return new Definition(new ModelColumn(name, type, nullable, literal, fill, virtual), primary, unique);
    }

    /** The column that TiDB makes for an index over an expression. */
    static ModelColumn hidden(String index) {
        SqlType type = SqlType.read(new SqlReader("BIGINT"));
        return new ModelColumn("_V$_" + index + "_0", type, true, null, null, true);
    }

    private static void skipOption(SqlReader sql) {
        if (sql.accept("ON", "UPDATE")) {
            Literals.skipExpression(sql);
        } else if (sql.peek().is("(")) {
            sql.bracketed();
        } else {
            sql.next();
        }
    }

    /** What rows hold that were there before the column was added. */
    String fillOfOldRows() {
        return fill != null || nullable ? fill : type.zero();
    }

    ModelColumn required() {
        return new ModelColumn(name, type, false, literal, fill, virtual);
    }

    ModelColumn renamed(String other) {
        return new ModelColumn(other, type, nullable, literal, fill, virtual);
    }

    ModelColumn withDefault(String other) {
        return new ModelColumn(name, type, nullable, other, other == null ? null : type.textOf(other), virtual);
    }
}
