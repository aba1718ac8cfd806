package io.tidbmirror.feed;

import io.debezium.ddl.parser.mysql.generated.MySqlParser.CollectionDataTypeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.CollectionOptionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnDeclarationContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnDefinitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ConstraintDeclarationContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.CreateDefinitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DefaultColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DefaultValueContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.GeneratedColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.IndexColumnNameContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.IndexColumnNamesContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.PartitionDefinitionsContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.PrimaryKeyColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.PrimaryKeyTableConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.TableConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.UidContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.UniqueKeyColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.UniqueKeyTableConstraintContext;
import io.tidbmirror.feed.Ddl.ColumnSpec;
import io.tidbmirror.feed.Ddl.CreateTable;
import io.tidbmirror.feed.Ddl.KeySpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Column and key definitions of a parse tree. */
final class DefinitionReader {
    private DefinitionReader() {}

    static CreateTable createTable(
            List<CreateDefinitionContext> definitions, @Nullable PartitionDefinitionsContext partitions) {
        List<ColumnSpec> columns = new ArrayList<>();
        List<KeySpec> columnKeys = new ArrayList<>();
        List<KeySpec> tableKeys = new ArrayList<>();
        for (CreateDefinitionContext definition : definitions) {
            if (definition instanceof ColumnDeclarationContext declaration) {
                ColumnSpec column = column(declaration.fullColumnName().uid(), declaration.columnDefinition());
                columns.add(column);
                addKeys(column.name(), declaration.columnDefinition(), columnKeys);
            } else if (definition instanceof ConstraintDeclarationContext declaration) {
                addKey(declaration.tableConstraint(), tableKeys);
            }
        }
        columnKeys.addAll(tableKeys);
        return new CreateTable(columns, columnKeys, partitions == null ? null : PartitionReader.read(partitions));
    }

    static ColumnSpec column(UidContext name, ColumnDefinitionContext definition) {
        boolean virtual = false;
        boolean expression = false;
        for (ColumnConstraintContext constraint : definition.columnConstraint()) {
            if (constraint instanceof GeneratedColumnConstraintContext generated) {
                virtual |= generated.STORED() == null;
                expression = true;
            } else if (constraint instanceof DefaultColumnConstraintContext standard) {
                expression |= !isConstant(standard.defaultValue());
            }
        }
        return new ColumnSpec(NameReader.text(name), virtual, elements(definition), expression);
    }

    private static boolean isConstant(DefaultValueContext value) {
        return value.NULL_LITERAL() != null || (value.constant() != null && value.CAST() == null);
    }

    private static List<String> elements(ColumnDefinitionContext definition) {
        List<String> elements = new ArrayList<>();
        if (definition.dataType() instanceof CollectionDataTypeContext collection) {
            for (CollectionOptionContext option : collection.collectionOptions().collectionOption()) {
                elements.add(NameReader.unquote(option.getText()));
            }
        }
        return elements;
    }

    private static void addKeys(String column, ColumnDefinitionContext definition, List<KeySpec> keys) {
        for (ColumnConstraintContext constraint : definition.columnConstraint()) {
            boolean primary = constraint instanceof PrimaryKeyColumnConstraintContext;
            if (primary || constraint instanceof UniqueKeyColumnConstraintContext) {
                keys.add(new KeySpec(column, primary, List.of(column)));
            }
        }
    }

    private static void addKey(TableConstraintContext constraint, List<KeySpec> keys) {
        if (constraint instanceof PrimaryKeyTableConstraintContext primary) {
            addKey(true, null, primary.indexColumnNames(), keys);
        } else if (constraint instanceof UniqueKeyTableConstraintContext unique) {
            addKey(false, unique.index != null ? unique.index : unique.name, unique.indexColumnNames(), keys);
        }
    }

    private static void addKey(
            boolean primary, @Nullable UidContext name, IndexColumnNamesContext columns, List<KeySpec> keys) {
        List<String> names = new ArrayList<>();
        for (IndexColumnNameContext column : columns.indexColumnName()) {
            if (column.uid() == null) {
                return; // over an expression: not a key of the row
            }
            names.add(NameReader.text(column.uid()));
        }
        keys.add(new KeySpec(name == null ? names.get(0) : NameReader.text(name), primary, names));
    }
}
