package io.tidbmirror.decode;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.Projection;
import io.tidbmirror.change.Projection.Origin;
import io.tidbmirror.change.Projection.Read;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of one column beside the key, read in the columns of a later version. */
abstract class RowsOfALaterVersion {
    static TableSchema schema(String column) {
        return Tables.table("s.t", 1, ZeroDate.TEXT, "id int key; " + column);
    }

    static MappedRows rows(TableSchema schema, Operation operation, @Nullable Object value) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", 1);
        row.put(schema.columns().get(1).name(), value);
        return new MappedRows("file", schema, List.of(row), List.of(operation), ZeroDate.TEXT);
    }

    static Projection projection(TableSchema from, TableSchema to, Origin origin) {
        Column id = from.columns().get(0);
        return new Projection(to, List.of(new Read(0, List.of(id)), origin));
    }

    static String value(MappedRows rows, Projection projection) throws IOException {
        String row =
                Printed.rows(ProjectedRows.of(rows, projection, ZeroDate.TEXT)).get(0);
        return row.substring(row.lastIndexOf(" | ") + 3);
    }

    static Projection conversion(TableSchema from, TableSchema to) {
        Column old = from.columns().get(1);
        Column column = to.columns().get(1);
        return projection(from, to, new Read(1, List.of(old, column)));
    }
}
