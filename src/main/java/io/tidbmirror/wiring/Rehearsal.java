package io.tidbmirror.wiring;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.decode.BinaryEncoding;
import io.tidbmirror.decode.CsvDecoder;
import io.tidbmirror.decode.CsvOptions;
import io.tidbmirror.decode.TimeRules;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.land.format.LandingFormat;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.MarkedSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reads a row with a value of each kind and writes it into a landing file that goes nowhere, while Camel starts: the classes
 * and native libraries of the first file are there when it comes. What fails here fails with that file again; until then it is
 * in the log as the failure of a thread.
 */
final class Rehearsal implements Runnable {
    private static final List<Map.Entry<ColumnType, String>> VALUES = List.of(
            Map.entry(ColumnType.of(MySqlType.INT), "1"),
            Map.entry(ColumnType.of(MySqlType.BIGINT), "2"),
            Map.entry(new ColumnType(MySqlType.BIGINT, true, 0, 0, List.of()), "3"),
            Map.entry(ColumnType.of(MySqlType.FLOAT), "4.5"),
            Map.entry(ColumnType.of(MySqlType.DOUBLE), "6.78901234567890123"),
            Map.entry(new ColumnType(MySqlType.DECIMAL, false, 12, 2, List.of()), "9.01"),
            Map.entry(new ColumnType(MySqlType.DECIMAL, false, 30, 2, List.of()), "2.34"),
            Map.entry(ColumnType.of(MySqlType.DATE), "\"2026-01-02\""),
            Map.entry(ColumnType.of(MySqlType.DATETIME), "\"2026-01-02 03:04:05\""),
            Map.entry(ColumnType.of(MySqlType.TIMESTAMP), "\"2026-01-02 03:04:05\""),
            Map.entry(ColumnType.of(MySqlType.VARCHAR), "\"text\""),
            Map.entry(ColumnType.of(MySqlType.JSON), "\"{\"\"a\"\": 1}\""),
            Map.entry(ColumnType.of(MySqlType.BLOB), "\"AQID\""));

    private final LandingFormat format;

    Rehearsal(LandingFormat format) {
        this.format = format;
    }

    /** Begins beside the caller, unless that would take the only processor from it. */
    static void start(LandingFormat format) {
        if (Runtime.getRuntime().availableProcessors() > 1) {
            Thread thread = new Thread(new Rehearsal(format), "rehearsal");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void run() {
        UUID.randomUUID(); // sets up the sources of random numbers
        List<Column> columns = new ArrayList<>();
        StringBuilder row = new StringBuilder("\"I\",\"t\",\"s\",1");
        for (Map.Entry<ColumnType, String> value : VALUES) {
            ColumnType type = value.getKey();
            columns.add(new Column("c" + columns.size(), type, ValueType.of(type, ZeroDate.NULL), true));
            row.append(',').append(value.getValue());
        }
        TableSchema schema = new TableSchema(new TableId("s", "t"), 0, columns, List.of(0));
        try {
            land(schema, row.append('\n').toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void land(TableSchema schema, String csv) throws IOException {
        CsvOptions options = new CsvOptions(",", "\"", "\\N", true, BinaryEncoding.BASE64, false, false, false, "\n");
        CsvDecoder decoder = new CsvDecoder(options, TimeRules.utc(ZeroDate.NULL));
        MarkedSource source = new MarkedSource(decoder.decode(new Ascii(csv), schema));
        try (MarkedSource.Cursor cursor = source.open(CommitRange.ALL, RowChoice.ALL, 0);
                LandingFile file = format.begin(schema, OutputStream.nullOutputStream())) {
            for (MarkedBlock rows = cursor.next(); rows != null; rows = cursor.next()) {
                file.write(rows);
            }
            file.finish(Map.of());
        }
    }

    private record Ascii(String text) implements ByteSource {
        @Override
        public String name() {
            return "rehearsal";
        }

        @Override
        public long size() {
            return text.length();
        }

        @Override
        public InputStream open(long offset) {
            return new ByteArrayInputStream(text.substring((int) offset).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
