package io.tidbmirror.feed;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.LandAs;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.feed.Ddl.ColumnSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The columns and the key with which rows of a schema file are landed.
 *
 * @param file the file
 * @param knowledge what statements tell beside it
 * @param rules what the user chose
 */
record LandedSchema(SchemaFile file, Knowledge knowledge, SchemaRules rules) {
    TableSchema read() {
        List<Column> columns = new ArrayList<>();
        for (SchemaColumn column : file.columns()) {
            if (!knowledge.isVirtual(column.name())) {
                ColumnType type = withLabels(column, knowledge.column(column.name()));
                columns.add(new Column(column.name(), type, landed(column.name(), type), column.nullable()));
            }
        }
        TableId table = new TableId(file.schema(), file.table());
        List<String> configured = rules.keyColumns().apply(table);
        return new TableSchema(
                table,
                file.version(),
                columns,
                new KeyChooser(file, columns, knowledge, rules.deletesHoldHandle()).choose(configured));
    }

    private ValueType landed(String column, ColumnType type) {
        TableId table = new TableId(file.schema(), file.table());
        LandAs chosen = rules.landAs().apply(table).get(column.toLowerCase(Locale.ROOT));
        try {
            return chosen == null ? ValueType.of(type, rules.zeroDate()) : chosen.of(type);
        } catch (IllegalArgumentException unfit) {
            throw new PoisonException(
                    "tables." + table + ".columns." + column + ".as="
                            + String.valueOf(chosen).toLowerCase(Locale.ROOT) + ": " + unfit.getMessage(),
                    unfit);
        }
    }

    private static ColumnType withLabels(SchemaColumn column, @Nullable ColumnSpec known) {
        boolean needed = column.isLabelled() && column.type().elements().isEmpty();
        return needed && known != null ? column.type().withElements(known.elements()) : column.type();
    }
}
