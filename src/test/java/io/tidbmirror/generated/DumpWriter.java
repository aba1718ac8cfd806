package io.tidbmirror.generated;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdOutputStream;
import io.tidbmirror.corpus.Truth.ColumnTruth;
import io.tidbmirror.corpus.Truth.Name;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.xerial.snappy.SnappyFramedOutputStream;

/** Writes a folder the way Dumpling does, from TiDB's texts. */
public final class DumpWriter {
    private static final List<String> NUMBERS =
            List.of("tinyint", "smallint", "mediumint", "int", "bigint", "float", "double", "decimal");
    private static final List<String> BYTES =
            List.of("bit", "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");

    /** How it is exported. */
    public enum Flavour {
        CSV("csv", "", true, Map.of()),
        CSV_GZIP("csv", ".gz", true, Map.of()),
        CSV_DOUBLED_ZSTD("csv", ".zst", false, Map.of("snapshot.escape-backslash", "false")),
        CSV_HEADLESS("csv", "", true, Map.of("snapshot.csv.header", "false")),
        SQL("sql", "", true, Map.of()),
        SQL_SNAPPY("sql", ".snappy", true, Map.of());

        private final String format;
        private final String compression;
        private final boolean backslash;
        private final Map<String, String> settings;

        Flavour(String format, String compression, boolean backslash, Map<String, String> settings) {
            this.format = format;
            this.compression = compression;
            this.backslash = backslash;
            this.settings = settings;
        }

        /** What a user sets to have it read. */
        public Map<String, String> settings() {
            return settings;
        }
    }

    /** Where files go. */
    public interface Files {
        void put(String name, byte[] content) throws IOException;
    }

    private final Files files;
    private final Flavour flavour;
    private final int rowsPerFile;

    public DumpWriter(Path folder, Flavour flavour, int rowsPerFile) throws IOException {
        this(in(java.nio.file.Files.createDirectories(folder)), flavour, rowsPerFile);
    }

    private static Files in(Path folder) {
        return (name, content) -> java.nio.file.Files.write(folder.resolve(name), content);
    }

    public DumpWriter(Files files, Flavour flavour, int rowsPerFile) {
        this.files = files;
        this.flavour = flavour;
        this.rowsPerFile = rowsPerFile;
    }

    public void metadata(long tso) throws IOException {
        files.put(
                "metadata",
                ("Started dump at: 2026-01-01 00:00:00\nSHOW MASTER STATUS:\n\tLog: tidb-binlog\n\tPos: " + tso
                                + "\n\tGTID:\n\nFinished dump at: 2026-01-01 00:00:01\n")
                        .getBytes(UTF_8));
    }

    public void table(Name name, List<ColumnTruth> columns, List<Map<String, String>> rows) throws IOException {
        String stem = escaped(name.schema()) + "." + escaped(name.table());
        files.put(escaped(name.schema()) + "-schema-create.sql", "CREATE DATABASE `x`;\n".getBytes(UTF_8));
        write(
                stem + "-schema.sql",
                ("/*!40014 SET FOREIGN_KEY_CHECKS=0*/;\n/*!40101 SET NAMES binary*/;\n" + create(name, columns) + ";\n")
                        .getBytes(UTF_8));
        for (int from = 0, index = 0; from < rows.size(); from += rowsPerFile, index++) {
            List<Map<String, String>> part = rows.subList(from, Math.min(rows.size(), from + rowsPerFile));
            write(
                    String.format(Locale.ROOT, "%s.%09d.%s", stem, index, flavour.format),
                    flavour.format.equals("csv") ? csv(columns, part) : sql(name, columns, part));
        }
    }

    private static String escaped(String name) {
        StringBuilder text = new StringBuilder();
        for (char c : name.toCharArray()) {
            text.append(
                    c < ' ' || "%\"*./:<>?\\|".indexOf(c) >= 0 ? String.format("%%%02X", (int) c) : String.valueOf(c));
        }
        return text.toString().replaceAll("-(?i)(schema)", "%2D$1");
    }

    private static String create(Name name, List<ColumnTruth> columns) {
        String lines = columns.stream()
                .map(c -> "  " + quoted(c.name()) + " " + c.type().replace("\\", "\\\\")
                        + (c.nullable() ? " DEFAULT NULL" : " NOT NULL"))
                .collect(Collectors.joining(",\n"));
        String primary = columns.stream()
                .filter(c -> c.key().equals("PRI"))
                .map(c -> quoted(c.name()))
                .collect(Collectors.joining(","));
        String unique = columns.stream()
                .filter(c -> c.key().equals("UNI"))
                .map(c -> ",\n  UNIQUE KEY " + quoted("u_" + c.name()) + " (" + quoted(c.name()) + ")")
                .collect(Collectors.joining());
        return "CREATE TABLE " + quoted(name.table()) + " (\n" + lines
                + (primary.isEmpty() ? "" : ",\n  PRIMARY KEY (" + primary + ") /*T![clustered_index] CLUSTERED */")
                + unique + "\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private byte[] csv(List<ColumnTruth> columns, List<Map<String, String>> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (!flavour.settings.containsKey("snapshot.csv.header")) {
            for (int i = 0; i < columns.size(); i++) {
                out.writeBytes(i == 0 ? new byte[0] : ",".getBytes(UTF_8));
                csvText(columns.get(i).name().getBytes(UTF_8), out);
            }
            out.writeBytes("\r\n".getBytes(UTF_8));
        }
        for (Map<String, String> row : rows) {
            for (int i = 0; i < columns.size(); i++) {
                out.writeBytes(i == 0 ? new byte[0] : ",".getBytes(UTF_8));
                String value = row.get(columns.get(i).name());
                if (value == null) {
                    out.writeBytes("\\N".getBytes(UTF_8));
                } else if (NUMBERS.contains(base(columns.get(i)))) {
                    out.writeBytes(value.getBytes(UTF_8));
                } else {
                    csvText(bytes(columns.get(i), value), out);
                }
            }
            out.writeBytes("\r\n".getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private void csvText(byte[] text, ByteArrayOutputStream out) {
        out.write('"');
        for (byte b : text) {
            if (!flavour.backslash) {
                out.writeBytes(b == '"' ? "\"\"".getBytes(UTF_8) : new byte[] {b});
            } else {
                escape(b, "\"", out);
            }
        }
        out.write('"');
    }

    private static void escape(byte b, String special, ByteArrayOutputStream out) {
        switch (b) {
            case 0 -> out.writeBytes("\\0".getBytes(UTF_8));
            case '\r' -> out.writeBytes("\\r".getBytes(UTF_8));
            case '\n' -> out.writeBytes("\\n".getBytes(UTF_8));
            case '\\' -> out.writeBytes("\\\\".getBytes(UTF_8));
            default -> {
                if (b > 0 && special.indexOf(b) >= 0) {
                    out.write('\\');
                }
                out.write(b == 0x1A && special.indexOf(b) >= 0 ? 'Z' : b);
            }
        }
    }

    private byte[] sql(Name name, List<ColumnTruth> columns, List<Map<String, String>> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("/*!40014 SET FOREIGN_KEY_CHECKS=0*/;\n/*!40101 SET NAMES binary*/;\n".getBytes(UTF_8));
        for (int r = 0; r < rows.size(); r++) {
            boolean first = r % 3 == 0;
            out.writeBytes((first ? "INSERT INTO " + quoted(name.table()) + " VALUES\n(" : "(").getBytes(UTF_8));
            for (int i = 0; i < columns.size(); i++) {
                out.writeBytes(i == 0 ? new byte[0] : ",".getBytes(UTF_8));
                sqlValue(columns.get(i), rows.get(r).get(columns.get(i).name()), out);
            }
            out.writeBytes((r % 3 == 2 || r + 1 == rows.size() ? ");\n" : "),\n").getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private static void sqlValue(ColumnTruth column, String value, ByteArrayOutputStream out) {
        if (value == null) {
            out.writeBytes("NULL".getBytes(UTF_8));
        } else if (NUMBERS.contains(base(column))) {
            out.writeBytes(value.getBytes(UTF_8));
        } else if (BYTES.contains(base(column))) {
            out.writeBytes(("x'" + value.substring(2) + "'").getBytes(UTF_8));
        } else {
            out.write('\'');
            for (byte b : value.getBytes(UTF_8)) {
                escape(b, "'\"\u001a", out);
            }
            out.write('\'');
        }
    }

    private static byte[] bytes(ColumnTruth column, String value) {
        return BYTES.contains(base(column)) ? HexFormat.of().parseHex(value.substring(2)) : value.getBytes(UTF_8);
    }

    private static String base(ColumnTruth column) {
        return Arrays.asList(column.type().toLowerCase(Locale.ROOT).split("[ (]"))
                .get(0);
    }

    private void write(String name, byte[] content) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream out = compressed(stored)) {
            out.write(content);
        }
        files.put(name + flavour.compression, stored.toByteArray());
    }

    private OutputStream compressed(OutputStream out) throws IOException {
        return switch (flavour.compression) {
            case ".gz" -> new GZIPOutputStream(out);
            case ".zst" -> new ZstdOutputStream(out);
            case ".snappy" -> new SnappyFramedOutputStream(out);
            default -> out;
        };
    }
}
