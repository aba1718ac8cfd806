package io.tidbmirror.feed;

import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnDefinitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DataTypeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DefaultColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.NullColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.PrimaryKeyColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.UidContext;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.feed.Ddl.ColumnSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.tree.ParseTree;

/** Column definitions of a statement as schema files would show them. */
final class ColumnDefinitions {
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

    private ColumnDefinitions() {}

    /**
     * Reads one definition.
     *
     * @throws PoisonException if the type is not known
     */
    static SchemaColumn read(UidContext name, ColumnDefinitionContext definition) {
        ColumnSpec spec = DefinitionReader.column(name, definition);
        boolean nullable = true;
        boolean primary = false;
        String defaultText = null;
        for (ColumnConstraintContext constraint : definition.columnConstraint()) {
            if (constraint instanceof NullColumnConstraintContext nulls) {
                nullable = nulls.nullNotnull().NOT() == null;
            }
            if (constraint instanceof DefaultColumnConstraintContext value) {
                String text = value.defaultValue().getText();
                defaultText = text.equalsIgnoreCase("NULL") ? null : text;
            }
            primary |= constraint instanceof PrimaryKeyColumnConstraintContext;
        }
        return new SchemaColumn(
                spec.name(), type(spec, definition.dataType()), nullable && !primary, primary, defaultText);
    }

    /**
     * Reads a type, with everything the statement says of it.
     *
     * @throws PoisonException if it is not known
     */
    static ColumnType type(ColumnSpec spec, DataTypeContext dataType) {
        List<String> words = new ArrayList<>();
        leaves(dataType, words);
        MySqlType name = ColumnTypeNames.find(SYNONYMS.getOrDefault(words.get(0), words.get(0)));
        if (name == null) {
            throw new PoisonException("column " + spec.name() + " has type " + words.get(0) + ", which is not known");
        }
        List<Integer> sizes = spec.elements().isEmpty() ? sizes(words) : List.of();
        return new ColumnType(
                name,
                words.contains("UNSIGNED") || name == MySqlType.BIT || name == MySqlType.YEAR,
                precision(name, sizes),
                scale(name, sizes),
                spec.elements());
    }

    private static int precision(MySqlType name, List<Integer> sizes) {
        if (!ColumnTypeNames.hasPrecision(name)) {
            return 0;
        }
        return sizes.isEmpty() ? standardPrecision(name) : sizes.get(0);
    }

    private static int standardPrecision(MySqlType name) {
        if (name == MySqlType.DECIMAL) {
            return DECIMAL_DIGITS;
        }
        return name == MySqlType.BIT || name == MySqlType.CHAR || name == MySqlType.BINARY ? 1 : 0;
    }

    private static int scale(MySqlType name, List<Integer> sizes) {
        boolean time = name == MySqlType.DATETIME || name == MySqlType.TIMESTAMP || name == MySqlType.TIME;
        if (time && !sizes.isEmpty()) {
            return sizes.get(0);
        }
        return sizes.size() > 1 ? sizes.get(1) : 0;
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
