package io.tidbmirror.land;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.Head.LandedColumn;
import io.tidbmirror.land.Head.Shape;
import java.util.List;

/** For formats whose columns are declared once for all files: the columns stay the same, in the same order. */
final class FixedColumns {
    private FixedColumns() {}

    /** @throws PoisonException if the columns are others than those of the files landed so far */
    static void check(Shape shape, TableSchema schema) {
        List<String> landed = shape.columns().stream().map(LandedColumn::name).toList();
        List<String> now = schema.columns().stream().map(Column::name).toList();
        if (!landed.isEmpty() && !landed.equals(now)) {
            throw new PoisonException("table " + schema.table() + ": from schema version " + schema.version()
                    + " on, its columns are " + now + " and were landed as " + landed
                    + "; delimited landing files declare their columns once: rebuild the table, or land with"
                    + " landing.format=parquet");
        }
    }
}
