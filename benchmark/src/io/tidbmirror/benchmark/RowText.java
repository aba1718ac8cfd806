package io.tidbmirror.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/** Writes rows as TiCDC does. */
abstract class RowText {
    /** Operation letter of a delete. */
    static final char DELETE = 'D';

    final FeedTable table;

    RowText(FeedTable table) {
        this.table = table;
    }

    /** Appends a row with its terminator. */
    abstract void append(StringBuilder out, char operation, long commitTs, Object[] row);

    /** {@code include-commit-ts=true}, {@code binary-encoding-method=base64}, terminator LF. */
    static final class Csv extends RowText {
        Csv(FeedTable table) {
            super(table);
        }

        @Override
        void append(StringBuilder out, char operation, long commitTs, Object[] row) {
            out.append('"')
                    .append(operation)
                    .append("\",\"")
                    .append(table.name())
                    .append("\",\"");
            out.append(FeedTable.SCHEMA).append("\",").append(commitTs);
            for (int i = 0; i < row.length; i++) {
                out.append(',');
                cell(out, table.columns().get(i), row[i]);
            }
            out.append('\n');
        }

        private static void cell(StringBuilder out, FeedColumn column, Object value) {
            if (value == null) {
                out.append("\\N");
            } else if (column.isNumber()) {
                out.append(value);
            } else {
                String text = value instanceof byte[] bytes
                        ? Base64.getEncoder().encodeToString(bytes)
                        : value.toString().replace("\"", "\"\"");
                out.append('"').append(text).append('"');
            }
        }
    }

    /** {@code enable-tidb-extension=true}, {@code content-compatible=true}; an update has an old image of all columns. */
    static final class CanalJson extends RowText {
        private final String types;
        private final List<String> descriptions = new ArrayList<>();
        private final SplittableRandom order = new SplittableRandom(1);

        CanalJson(FeedTable table) {
            super(table);
            StringBuilder text = new StringBuilder("\"sqlType\":{");
            for (FeedColumn column : table.columns()) {
                text.append('"')
                        .append(column.name())
                        .append("\":")
                        .append(column.sqlType())
                        .append(',');
                descriptions.add('"' + column.name() + "\":\"" + column.description() + '"');
            }
            text.setCharAt(text.length() - 1, '}');
            types = text.append(",\"mysqlType\":{").toString();
        }

        @Override
        void append(StringBuilder out, char operation, long commitTs, Object[] row) {
            String type = operation == 'I' ? "INSERT" : operation == 'U' ? "UPDATE" : "DELETE";
            long millis = commitTs >> 18;
            out.append("{\"id\":0,\"database\":\"").append(FeedTable.SCHEMA).append("\",\"table\":\"");
            out.append(table.name())
                    .append("\",\"pkNames\":[\"")
                    .append(table.columns().get(0).name());
            out.append("\"],\"isDdl\":false,\"type\":\"")
                    .append(type)
                    .append("\",\"es\":")
                    .append(millis);
            out.append(",\"ts\":").append(millis + 1_200).append(",\"sql\":\"\",");
            shuffle();
            out.append(types).append(String.join(",", descriptions)).append("},\"old\":");
            if (operation == 'U') {
                Object[] old = row.clone();
                old[3] = row[3] == null ? null : table.columns().get(3).cell().next(new Draw(millis));
                image(out.append('['), old);
                out.append(']');
            } else {
                out.append("null");
            }
            image(out.append(",\"data\":["), row);
            out.append("],\"_tidb\":{\"commitTs\":").append(commitTs).append("}}\n");
        }

        /** TiCDC keeps the types in a Go map, whose order is another in every message. */
        private void shuffle() {
            for (int i = descriptions.size() - 1; i > 0; i--) {
                int j = order.nextInt(i + 1);
                descriptions.set(i, descriptions.set(j, descriptions.get(i)));
            }
        }

        private void image(StringBuilder out, Object[] row) {
            out.append('{');
            for (int i = 0; i < row.length; i++) {
                FeedColumn column = table.columns().get(i);
                out.append(i == 0 ? "\"" : ",\"").append(column.name()).append("\":");
                if (row[i] == null) {
                    out.append("null");
                } else {
                    text(out, value(column, row[i]));
                }
            }
            out.append('}');
        }

        private static String value(FeedColumn column, Object value) {
            if (value instanceof byte[] bytes) {
                return new String(bytes, StandardCharsets.ISO_8859_1);
            }
            return column.isEnum()
                    ? Integer.toString(1 + List.of(column.labels()).indexOf(value))
                    : value.toString();
        }

        private static void text(StringBuilder out, String value) {
            out.append('"');
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                switch (c) {
                    case '"', '\\' -> out.append('\\').append(c);
                    case '\n' -> out.append("\\n");
                    case '\r' -> out.append("\\r");
                    case '\t' -> out.append("\\t");
                    default -> {
                        if (c < ' ' || c == '<' || c == '>' || c == '&') {
                            out.append(String.format("\\u%04x", (int) c));
                        } else {
                            out.append(c);
                        }
                    }
                }
            }
            out.append('"');
        }
    }
}
