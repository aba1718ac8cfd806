package io.tidbmirror.feed;

import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnCreateTableContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnDeclarationContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.CreateDefinitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DataTypeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DdlStatementContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.NullColumnConstraintContext;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.feed.Ddl.ColumnSpec;
import io.tidbmirror.feed.Ddl.CreateTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** The schema of a table from its CREATE statement alone, for rows that no changefeed describes. */
public final class TableDefinition {
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

    private TableDefinition() {}

    /**
     * Reads a {@code CREATE TABLE} statement; the name in it does not matter.
     *
     * @throws FatalException if it is not understood, or the table has no key
     */
    public static TableSchema read(TableId table, String statement, ZeroDate zeroDate) {
        ColumnCreateTableContext create = parse(table, statement);
        List<CreateDefinitionContext> definitions = create.createDefinitions().createDefinition();
        CreateTable names = DefinitionReader.createTable(definitions);
        List<Column> columns = new ArrayList<>();
        for (CreateDefinitionContext definition : definitions) {
            if (definition instanceof ColumnDeclarationContext declaration) {
                ColumnSpec spec =
                        DefinitionReader.column(declaration.fullColumnName().uid(), declaration.columnDefinition());
                if (!spec.virtual()) {
                    columns.add(column(table, spec, declaration, zeroDate));
                }
            }
        }
        return new TableSchema(table, 0, columns, key(table, columns, names));
    }

    private static ColumnCreateTableContext parse(TableId table, String statement) {
        try {
            DdlStatementContext ddl = DdlParser.statement(statement);
            if (ddl != null && ddl.createTable() instanceof ColumnCreateTableContext create) {
                return create;
            }
            throw unusable(table, "it is no CREATE TABLE statement");
        } catch (ParseCancellationException e) {
            throw unusable(table, String.valueOf(e.getMessage()));
        }
    }

    private static Column column(
            TableId table, ColumnSpec spec, ColumnDeclarationContext declaration, ZeroDate zeroDate) {
        boolean nullable = true;
        for (ColumnConstraintContext constraint : declaration.columnDefinition().columnConstraint()) {
            nullable &= !(constraint instanceof NullColumnConstraintContext not
                    && not.nullNotnull().NOT() != null);
        }
        ColumnType type = type(table, spec, declaration.columnDefinition().dataType());
        return new Column(spec.name(), type, ValueType.of(type, zeroDate), nullable);
    }

    private static ColumnType type(TableId table, ColumnSpec spec, DataTypeContext dataType) {
        List<String> words = new ArrayList<>();
        leaves(dataType, words);
        MySqlType name = ColumnTypeNames.find(SYNONYMS.getOrDefault(words.get(0), words.get(0)));
        if (name == null) {
            throw unusable(table, "column " + spec.name() + " has type " + words.get(0) + ", which is not known");
        }
        List<Integer> sizes = spec.elements().isEmpty() ? sizes(words) : List.of();
        int precision = sizes.isEmpty() ? standardPrecision(name) : sizes.get(0);
        return new ColumnType(
                name,
                words.contains("UNSIGNED") || name == MySqlType.BIT || name == MySqlType.YEAR,
                precision,
                sizes.size() > 1 ? sizes.get(1) : 0,
                spec.elements());
    }

    private static int standardPrecision(MySqlType name) {
        if (name == MySqlType.DECIMAL) {
            return DECIMAL_DIGITS;
        }
        return name == MySqlType.BIT ? 1 : 0;
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

    /** The primary key, else the first unique key over NOT NULL columns. */
    private static List<Integer> key(TableId table, List<Column> columns, CreateTable names) {
        for (boolean primary : new boolean[] {true, false}) {
            for (Ddl.KeySpec key : names.keys()) {
                List<Integer> found = find(columns, key.columns());
                if (found != null
                        && key.primary() == primary
                        && (primary
                                || found.stream().noneMatch(i -> columns.get(i).nullable()))) {
                    return found;
                }
            }
        }
        throw unusable(table, "it has no primary key and no unique key over NOT NULL columns");
    }

    private static @Nullable List<Integer> find(List<Column> columns, List<String> names) {
        List<Integer> found = new ArrayList<>();
        for (String name : names) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equalsIgnoreCase(name)) {
                    found.add(i);
                }
            }
        }
        return found.size() == names.size() ? found : null;
    }

    private static FatalException unusable(TableId table, String reason) {
        return FatalException.configuration("the definition of table " + table + " cannot be used: " + reason);
    }
}
