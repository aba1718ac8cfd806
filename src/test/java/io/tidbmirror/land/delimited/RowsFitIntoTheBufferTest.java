package io.tidbmirror.land.delimited;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.mark.MarkedBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The buffer of a delimited file has room for rows of every kind before they are written into it. */
class RowsFitIntoTheBufferTest {
    private static ChangeBlock block(ValueKind kind, int columns) {
        Column column = new Column("v", ColumnType.of(MySqlType.TEXT), ValueType.of(kind), true);
        return new ChangeBlock(
                new TableSchema(new TableId("shop", "book"), 1, Collections.nCopies(columns, column), List.of(0)));
    }

    /** What is written behind the header. */
    private static String rows(ChangeBlock block, int rows) throws IOException {
        block.reserve(rows);
        block.added(rows);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DelimitedFormat().begin(block.schema(), out).write(new MarkedBlock(block, new byte[rows], 0, rows));
        String file = out.toString(StandardCharsets.UTF_8);
        return file.substring(file.indexOf('\n') + 1);
    }

    private static String large(ValueKind kind, byte[] value) throws IOException {
        ChangeBlock block = block(kind, 1);
        BytesVector vector = (BytesVector) block.column(0);
        vector.add(new byte[] {'a'}, 0, 1);
        vector.add(value, 0, value.length);
        vector.add(new byte[] {'b'}, 0, 1);
        return rows(block, 3);
    }

    @Test
    void aValueLargerThanTheBufferIsWrittenWhole() throws IOException {
        byte[] quotes = new byte[3 << 20];
        Arrays.fill(quotes, (byte) '"');

        assertThat(large(ValueKind.TEXT, quotes))
                .isEqualTo("\"a\",0\r\n\"" + "\"\"".repeat(quotes.length) + "\",0\r\n\"b\",0\r\n");
        assertThat(large(ValueKind.BINARY, quotes))
                .isEqualTo("\"YQ==\",0\r\n\"" + Base64.getEncoder().encodeToString(quotes) + "\",0\r\n\"Yg==\",0\r\n");
    }

    /** NULL is longer than what most values take. */
    @Test
    void rowsOfNothingButNull() throws IOException {
        int columns = 60;
        int rows = 600;
        ChangeBlock block = block(ValueKind.TEXT, columns);
        for (int i = 0; i < columns * rows; i++) {
            block.column(i % columns).addNull();
        }

        assertThat(rows(block, rows)).isEqualTo(((Dialect.NULL_VALUE + ',').repeat(columns) + "0\r\n").repeat(rows));
    }
}
