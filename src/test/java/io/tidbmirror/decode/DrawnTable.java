package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A table of a column of nearly every type, drawn with the options of its changefeed; its rows are drawn as cells. */
record DrawnTable(CsvOptions options, ZeroDate zeroDate, TableSchema schema) {
    static final int COLUMNS = 23;

    /** No row is below it. */
    static final long TSO = 470612650486661120L;

    static final String DEFINITION =
            "id int key; t tinyint; u smallint unsigned; i int not null; l bigint; b bigint unsigned; d decimal(10,2); n decimal(18,0);"
                    + " p decimal(5,5) unsigned; w decimal(30,4); f float; g double; h double unsigned; dt datetime(6);"
                    + " ts timestamp(3) not null; x date; ti time; y year; v varchar(20) not null; e enum('a','b'); j json;"
                    + " bl blob; bi bit(8)";

    static DrawnTable drawn(SplittableRandom random) {
        CsvOptions options = new CsvOptions(
                ",",
                "\"",
                random.nextInt(4) == 0 ? "" : "\\N",
                random.nextInt(4) > 0,
                random.nextBoolean() ? BinaryEncoding.HEX : BinaryEncoding.BASE64,
                false,
                false,
                random.nextInt(8) == 0,
                random.nextBoolean() ? "\n" : "\r\n");
        ZeroDate zeroDate = random.nextBoolean() ? ZeroDate.NULL : ZeroDate.CLAMP;
        return new DrawnTable(options, zeroDate, Tables.table("s.t", TSO, zeroDate, DEFINITION));
    }

    /** Rows in commit order, some of which share a commit. */
    List<List<String>> rows(SplittableRandom random, int count) {
        List<List<String>> rows = new ArrayList<>();
        long ts = TSO + 1;
        for (int row = 0; row < count; row++) {
            char letter = "IIUD".charAt(random.nextInt(4));
            List<String> cells = new ArrayList<>(List.of('"' + "" + letter + '"', "\"t\"", "\"s\""));
            ts += random.nextInt(2);
            if (options.includeCommitTs()) {
                cells.add(Long.toString(ts));
            }
            for (int i = 0; i < COLUMNS; i++) {
                boolean nullable = schema.columns().get(i).nullable();
                boolean missing = nullable ? random.nextInt(6) == 0 : letter == 'D' && i > 0 && row % 2 == 0;
                cells.add(missing ? options.nullText() : DrawnCells.value(i, options, random));
            }
            rows.add(cells);
        }
        return rows;
    }

    /** A file of some rows; a cell may hold character 1 where a byte is to be that no UTF-8 has. */
    byte[] bytes(List<List<String>> rows) {
        StringBuilder file = new StringBuilder();
        if (options.outputFieldHeader()) {
            file.append("ticdc-meta$operation,ticdc-meta$table,ticdc-meta$schema")
                    .append(options.includeCommitTs() ? ",ticdc-meta$commit-ts" : "");
            schema.columns().forEach(column -> file.append(',').append(column.name()));
            file.append(options.terminator());
        }
        rows.forEach(cells -> file.append(String.join(",", cells)).append(options.terminator()));
        byte[] bytes = file.toString().getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == 1 ? (byte) 0xC0 : bytes[i];
        }
        return bytes;
    }
}
