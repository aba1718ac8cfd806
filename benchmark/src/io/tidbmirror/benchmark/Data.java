package io.tidbmirror.benchmark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the changefeed files of a benchmark hold. */
enum Data {
    ORDERS(FeedTable.orders(), "csv"),
    WIDE(FeedTable.wide(), "csv"),
    CANAL(FeedTable.orders(), "json");

    /** Version of every table: a TSO before all rows. */
    static final long VERSION = 1_700_000_000_000L << 18;

    private static final long FILE_SPAN = 10_000_000L << 18;

    private final FeedTable table;
    private final String extension;

    Data(FeedTable table, String extension) {
        this.table = table;
        this.extension = extension;
    }

    FeedTable table() {
        return table;
    }

    String extension() {
        return extension;
    }

    /** The mirror's word for what the changefeed writes. */
    String format() {
        return this == CANAL ? "canal-json" : "csv";
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    RowText text(FeedTable of) {
        return this == CANAL ? new RowText.CanalJson(of) : new RowText.Csv(of);
    }

    /** The checkpoint of a changefeed of which the files up to this number are written. */
    static long checkpoint(int number) {
        return VERSION + (number + 1) * FILE_SPAN;
    }

    /** The file of a number, counted from 1; made if it is absent. */
    Path file(Path folder, int number, long bytes) throws IOException {
        Path file = folder.resolve(word() + "-" + (bytes >> 10) + "k").resolve(number + "." + extension);
        if (Files.exists(file)) {
            return file;
        }
        Files.createDirectories(file.getParent());
        Path part = file.resolveSibling(number + ".part");
        write(part, table, number, bytes);
        return Files.move(part, file);
    }

    void write(Path file, FeedTable into, int number, long bytes) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            write(out, into, number, bytes);
        }
    }

    /** Writes transactions of one to four rows, deletes first, until there are so many bytes. */
    void write(OutputStream out, FeedTable into, int number, long bytes) throws IOException {
        RowText text = text(into);
        Draw draw = new Draw(number);
        StringBuilder row = new StringBuilder(2_048);
        long commitTs = VERSION + number * FILE_SPAN;
        long written = 0;
        while (written < bytes) {
            commitTs += (1 + draw.next(1_000)) << 8;
            int rows = 1 + draw.next(4);
            for (int i = 0; i < rows; i++) {
                char operation = i == 0 && draw.next(8) == 0 ? RowText.DELETE : draw.next(4) == 0 ? 'U' : 'I';
                row.setLength(0);
                text.append(row, operation, commitTs, into.row(draw));
                byte[] line = row.toString().getBytes(StandardCharsets.UTF_8);
                out.write(line);
                written += line.length;
            }
        }
    }
}
