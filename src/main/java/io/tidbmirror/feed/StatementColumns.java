package io.tidbmirror.feed;

import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByAddColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByAddColumnsContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByAddPrimaryKeyContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByChangeColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByDropColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByDropIndexContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByDropPrimaryKeyContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByModifyColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByRenameColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterSpecificationContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnCreateTableContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnDeclarationContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.CreateDefinitionContext;
import io.tidbmirror.feed.Ddl.KeySpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of a table while statements change them. A column that is added goes to the end, wherever TiDB puts it. */
final class StatementColumns {
    private static final String PRIMARY = "PRIMARY";

    private final List<SchemaColumn> columns;

    private StatementColumns(List<SchemaColumn> columns) {
        this.columns = columns;
    }

    /** Columns of a {@code CREATE TABLE}. */
    static List<SchemaColumn> created(ColumnCreateTableContext create) {
        StatementColumns made = new StatementColumns(new ArrayList<>());
        List<CreateDefinitionContext> definitions = create.createDefinitions().createDefinition();
        for (CreateDefinitionContext definition : definitions) {
            if (definition instanceof ColumnDeclarationContext column) {
                made.columns.add(ColumnDefinitions.read(column.fullColumnName().uid(), column.columnDefinition()));
            }
        }
        for (KeySpec key : DefinitionReader.createTable(definitions, null).keys()) {
            if (key.primary()) {
                made.setKey(key.columns());
            }
        }
        return made.columns;
    }

    /** Columns after the parts of an {@code ALTER TABLE}. */
    static List<SchemaColumn> altered(List<SchemaColumn> before, List<AlterSpecificationContext> parts) {
        StatementColumns altered = new StatementColumns(new ArrayList<>(before));
        parts.forEach(altered::apply);
        return altered.columns;
    }

    /** Columns without an index: the primary key has a name, too. */
    static List<SchemaColumn> withoutIndex(List<SchemaColumn> before, String index) {
        StatementColumns left = new StatementColumns(new ArrayList<>(before));
        left.dropIndex(index);
        return left.columns;
    }

    private void dropIndex(String index) {
        if (index.equalsIgnoreCase(PRIMARY)) {
            setKey(List.of());
        }
    }

    private void apply(AlterSpecificationContext part) {
        if (part instanceof AlterByAddColumnContext add) {
            add(ColumnDefinitions.read(add.uid(0), add.columnDefinition()));
        } else if (part instanceof AlterByAddColumnsContext add) {
            for (int i = 0; i < add.columnDefinition().size(); i++) {
                add(ColumnDefinitions.read(add.uid(i), add.columnDefinition(i)));
            }
        } else if (part instanceof AlterByModifyColumnContext modify) {
            SchemaColumn column = ColumnDefinitions.read(modify.uid(0), modify.columnDefinition());
            replace(column.name(), column);
        } else if (part instanceof AlterByChangeColumnContext change) {
            replace(
                    NameReader.text(change.oldColumn),
                    ColumnDefinitions.read(change.newColumn, change.columnDefinition()));
        } else if (part instanceof AlterByRenameColumnContext rename) {
            rename(NameReader.text(rename.oldColumn), NameReader.text(rename.newColumn));
        } else if (part instanceof AlterByDropColumnContext drop) {
            String name = NameReader.text(drop.uid());
            columns.removeIf(column -> column.name().equalsIgnoreCase(name));
        } else if (part instanceof AlterByAddPrimaryKeyContext add) {
            setKey(add.indexColumnNames().indexColumnName().stream()
                    .map(column -> NameReader.text(column.uid()))
                    .toList());
        } else if (part instanceof AlterByDropPrimaryKeyContext) {
            dropIndex(PRIMARY);
        } else if (part instanceof AlterByDropIndexContext drop) {
            dropIndex(NameReader.text(drop.uid()));
        }
    }

    /** One that is there already came with IF NOT EXISTS. */
    private void add(SchemaColumn column) {
        if (find(column.name()) == null) {
            columns.add(column);
        }
    }

    private void rename(String oldName, String newName) {
        SchemaColumn old = find(oldName);
        if (old != null) {
            replace(
                    old.name(),
                    new SchemaColumn(newName, old.type(), old.nullable(), old.primaryKey(), old.defaultText()));
        }
    }

    /** A column keeps its part in the key when it is defined again. */
    private void replace(String name, SchemaColumn column) {
        columns.replaceAll(old -> old.name().equalsIgnoreCase(name)
                ? new SchemaColumn(
                        column.name(),
                        column.type(),
                        column.nullable() && !old.primaryKey(),
                        old.primaryKey() || column.primaryKey(),
                        column.defaultText())
                : old);
    }

    private void setKey(List<String> names) {
        columns.replaceAll(column -> {
            boolean key = names.stream().anyMatch(column.name()::equalsIgnoreCase);
            return new SchemaColumn(column.name(), column.type(), column.nullable() && !key, key, column.defaultText());
        });
    }

    private @Nullable SchemaColumn find(String name) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }
}
