package io.tidbmirror.land.delimited;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.Marker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The cells of delimited files, as their text. */
final class DelimitedCells {
    private DelimitedCells() {}

    /** A file of one column, cut where its rows must end: behind the marker. */
    static List<String> of(ValueType type, int scale, ColumnVector values) {
        ColumnType tidb = new ColumnType(MySqlType.DATETIME, false, 0, scale, List.of());
        TableSchema schema = new TableSchema(
                new TableId("shop", "book"), 1, List.of(new Column("value", tidb, type, true)), List.of(0));
        ChangeBlock block = new ChangeBlock(schema);
        block.column(0).append(values, 0, values.size());
        block.reserve(values.size());
        block.added(values.size());
        byte[] markers = new byte[values.size()];
        Arrays.fill(markers, Marker.UPSERT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LandingFile file = new DelimitedFormat().begin(schema, out)) {
            file.write(new MarkedBlock(block, markers, 0, values.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(text).startsWith("value,__rowMarker__\r\n").endsWith(",4\r\n");
        String rows = text.substring(text.indexOf('\n') + 1);
        return List.of(rows.substring(0, rows.length() - ",4\r\n".length()).split(",4\r\n", -1));
    }
}
