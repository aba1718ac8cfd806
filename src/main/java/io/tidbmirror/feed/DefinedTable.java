package io.tidbmirror.feed;

import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnCreateTableContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnDeclarationContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.CreateDefinitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DdlStatementContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.GeneratedColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.NullColumnConstraintContext;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.feed.Ddl.ColumnSpec;
import io.tidbmirror.feed.Ddl.KeySpec;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * A table as its {@code CREATE TABLE} statement defines it, types included.
 *
 * @param columns all of them, virtual generated ones too
 * @param keys primary and unique keys over plain columns
 */
record DefinedTable(List<DefinedColumn> columns, List<KeySpec> keys) {
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
     */
    record DefinedColumn(ColumnSpec spec, ColumnType type, boolean nullable, boolean generated) {}

    /**
     * Reads a statement; the name of the table in it does not matter.
     *
     * @throws ParseCancellationException if it is not understood
     * @throws io.tidbmirror.change.PoisonException if a type is not known
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
        for (ColumnConstraintContext constraint : declaration.columnDefinition().columnConstraint()) {
            nullable &= !(constraint instanceof NullColumnConstraintContext not
                    && not.nullNotnull().NOT() != null);
            generated |= constraint instanceof GeneratedColumnConstraintContext;
        }
        ColumnType type =
                ColumnDefinitions.type(spec, declaration.columnDefinition().dataType());
        return new DefinedColumn(spec, type, nullable, generated);
    }
}
