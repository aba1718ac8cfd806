package io.tidbmirror.land;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.land.format.FileSummary;
import io.tidbmirror.land.format.LandedBytes;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.land.format.LandingFormat;
import io.tidbmirror.land.format.UnreadableFileException;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.Marker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** A landing format for tests: a line {@code commitTs marker id} for each row, then the provenance. */
final class TextFormat implements LandingFormat {
    /**
     * A file as read back.
     *
     * @param rows one line a row
     * @param provenance names and values
     */
    record Content(List<String> rows, Map<String, String> provenance) {
        static Content of(byte[] file) {
            List<String> rows = new ArrayList<>();
            Map<String, String> provenance = new HashMap<>();
            new String(file, StandardCharsets.UTF_8).lines().forEach(line -> {
                if (line.startsWith("#")) {
                    provenance.put(line.substring(1, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
                } else {
                    rows.add(line);
                }
            });
            return new Content(rows, provenance);
        }

        long number(String name) {
            return Long.parseLong(provenance.get(name));
        }
    }

    @Override
    public String extension() {
        return "txt";
    }

    @Override
    public byte[] metadata(TableSchema schema) {
        return ("{\"keyColumns\":[\"" + String.join("\",\"", schema.keyNames()) + "\"]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String declared(ValueType type) {
        return type.text();
    }

    @Override
    public boolean takesColumnChanges() {
        return true;
    }

    @Override
    public boolean keepsProvenance() {
        return true;
    }

    @Override
    public List<String> losses(TableSchema schema) {
        return List.of();
    }

    @Override
    public FileSummary inspect(LandedBytes file, byte[] metadata) throws IOException, UnreadableFileException {
        Content content = Content.of(file.read(0, Math.toIntExact(file.size())));
        if (content.provenance().isEmpty()) {
            throw new UnreadableFileException("it has no provenance");
        }
        SortedSet<Integer> markers = new TreeSet<>();
        content.rows().forEach(row -> markers.add(Integer.valueOf(row.split(" ")[1])));
        List<FileSummary.Column> columns = List.of(
                new FileSummary.Column("id", "INT64", true), new FileSummary.Column(Marker.COLUMN, "INT32", true));
        return new FileSummary(columns, content.rows().size(), content.provenance(), markers);
    }

    @Override
    public LandingFile begin(TableSchema schema, OutputStream out) {
        return new LandingFile() {
            private final StringBuilder text = new StringBuilder();

            @Override
            public void write(MarkedBlock rows) {
                ChangeBlock block = rows.block();
                for (int i = rows.from(); i < rows.to(); i++) {
                    text.append(block.commitTs()[i]).append(' ').append(rows.markers()[i]);
                    text.append(' ')
                            .append(((LongVector) block.column(0)).values()[i])
                            .append('\n');
                }
            }

            @Override
            public void finish(Map<String, String> provenance) throws IOException {
                provenance.forEach((name, value) ->
                        text.append('#').append(name).append('=').append(value).append('\n'));
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public void close() {}
        };
    }
}
