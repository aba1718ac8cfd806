package io.tidbmirror.land.format;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DecimalVector;
import io.tidbmirror.change.DoubleVector;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.Marker;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Blocks made of Java values: Long, Double, BigInteger (unscaled), String, byte[] or null. */
final class Rows {
    private Rows() {}

    static MarkedBlock block(TableSchema schema, List<Object[]> rows) {
        ChangeBlock block = new ChangeBlock(schema);
        byte[] markers = new byte[rows.size()];
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < schema.columns().size(); i++) {
                add(block.column(i), rows.get(row)[i]);
            }
            markers[row] = row % 3 == 2 ? Marker.DELETE : Marker.UPSERT;
        }
        block.reserve(rows.size());
        block.added(rows.size());
        return new MarkedBlock(block, markers, 0, rows.size());
    }

    private static void add(ColumnVector vector, Object value) {
        if (value == null) {
            vector.addNull();
        } else if (vector instanceof LongVector longs) {
            longs.add((Long) value);
        } else if (vector instanceof DoubleVector doubles) {
            doubles.add((Double) value);
        } else if (vector instanceof DecimalVector decimals) {
            BigInteger unscaled = (BigInteger) value;
            decimals.add(unscaled.shiftRight(Long.SIZE).longValue(), unscaled.longValue());
        } else if (vector instanceof BytesVector texts) {
            byte[] bytes = value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) value;
            texts.add(bytes, 0, bytes.length);
        }
    }
}
