package io.tidbmirror.feed;

import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnCreateTableContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnDeclarationContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.CreateDefinitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DataTypeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DdlStatementContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DefaultColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.GeneratedColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.NullColumnConstraintContext;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.feed.Ddl.ColumnSpec;
import io.tidbmirror.feed.Ddl.KeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ParseTree;

/**
 * A table as its {@code CREATE TABLE} statement defines it, types included.
 *
 * @param columns all of them, virtual generated ones too
 * @param keys primary and unique keys over plain columns
 */
record DefinedTable(List<DefinedColumn> columns, List<KeySpec> keys) {
    private static final Map<String, String> SYNONYMS = Map.of(
            "INTEGER",
            "INT",
            "BOOL",
            "TINYINT",
            "BOOLEAN",
            "TINYINT",
            "DEC",
            "DECIMAL",
            "NUMERIC",
            "DECIMAL",
            "REAL",
            "DOUBLE",
            "CHARACTER",
            "CHAR");
    private static final int DECIMAL_DIGITS = 10;

    DefinedTable {
        columns = List.copyOf(columns);
        keys = List.copyOf(keys);
    }

    /**
     * A column.
     *
     * @param spec its name, whether it is virtual, its labels
     * @param type its type with everything the statement says
     * @param nullable whether NULL is allowed, as far as the column itself says
     * @param generated whether it is computed, virtual or stored
     * @param hasDefault whether it has a default, be it NULL
     */
    record DefinedColumn(ColumnSpec spec, ColumnType type, boolean nullable, boolean generated, boolean hasDefault) {}

    /**
     * Reads a statement; the name of the table in it does not matter.
     *
     * @throws ParseCancellationException if it is not understood
     */
    static DefinedTable parse(String statement) {
        DdlStatementContext ddl = DdlParser.statement(statement);
        if (ddl == null || !(ddl.createTable() instanceof ColumnCreateTableContext create)) {
            throw new ParseCancellationException("it is no CREATE TABLE statement");
        }
        List<CreateDefinitionContext> definitions = create.createDefinitions().createDefinition();
        List<DefinedColumn> columns = new ArrayList<>();
        for (CreateDefinitionContext definition : definitions) {
            if (definition instanceof ColumnDeclarationContext declaration) {
                columns.add(column(declaration));
            }
        }
        return new DefinedTable(
                columns, DefinitionReader.createTable(definitions, null).keys());
    }

    private static DefinedColumn column(ColumnDeclarationContext declaration) {
        ColumnSpec spec = DefinitionReader.column(declaration.fullColumnName().uid(), declaration.columnDefinition());
        boolean nullable = true;
        boolean generated = false;
        boolean hasDefault = false;
        for (ColumnConstraintContext constraint : declaration.columnDefinition().columnConstraint()) {
            nullable &= !(constraint instanceof NullColumnConstraintContext not
                    && not.nullNotnull().NOT() != null);
            generated |= constraint instanceof GeneratedColumnConstraintContext;
            hasDefault |= constraint instanceof DefaultColumnConstraintContext;
        }
        ColumnType type = type(spec, declaration.columnDefinition().dataType());
        return new DefinedColumn(spec, type, nullable, generated, hasDefault);
    }

    private static ColumnType type(ColumnSpec spec, DataTypeContext dataType) {
        List<String> words = new ArrayList<>();
        leaves(dataType, words);
        MySqlType name = ColumnTypeNames.find(SYNONYMS.getOrDefault(words.get(0), words.get(0)));
        if (name == null) {
            throw new ParseCancellationException(
                    "column " + spec.name() + " has type " + words.get(0) + ", which is not known");
        }
        List<Integer> sizes = spec.elements().isEmpty() ? sizes(words) : List.of();
        boolean fractional = name == MySqlType.DATETIME || name == MySqlType.TIMESTAMP || name == MySqlType.TIME;
        int first = sizes.isEmpty() ? standardPrecision(name, fractional) : sizes.get(0);
        int second = sizes.size() > 1 ? sizes.get(1) : 0;
        return new ColumnType(
                name,
                words.contains("UNSIGNED") || name == MySqlType.BIT || name == MySqlType.YEAR,
                ColumnTypeNames.hasPrecision(name) ? first : 0,
                fractional ? first : second,
                spec.elements());
    }

    private static int standardPrecision(MySqlType name, boolean fractional) {
        if (name == MySqlType.DECIMAL) {
            return DECIMAL_DIGITS;
        }
        return fractional ? 0 : 1;
    }

    private static List<Integer> sizes(List<String> words) {
        return words.stream()
                .filter(word -> !word.isEmpty() && Character.isDigit(word.charAt(0)))
                .map(Integer::valueOf)
                .toList();
    }

    private static void leaves(ParseTree tree, List<String> words) {
        if (tree.getChildCount() == 0) {
            words.add(tree.getText().toUpperCase(Locale.ROOT));
        }
        for (int i = 0; i < tree.getChildCount(); i++) {
            leaves(tree.getChild(i), words);
        }
    }
}
