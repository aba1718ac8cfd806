package io.tidbmirror.land.format;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import java.util.List;

/** Table schemas for tests; the type in TiDB does not matter to the format. */
final class Tables {
    private Tables() {}

    /** The first column is the key. */
    static TableSchema of(Column... columns) {
        return new TableSchema(new TableId("shop", "orders"), 1, List.of(columns), List.of(0));
    }

    static Column column(String name, ValueKind kind) {
        return column(name, ValueType.of(kind));
    }

    static Column column(String name, ValueType value) {
        return new Column(name, ColumnType.of(MySqlType.BLOB), value, true);
    }
}
