package io.tidbmirror.model;

import io.tidbmirror.corpus.Truth.Name;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * TiCDC's storage sink (ticdc-storage.md sections 4.5 to 6): schema files, numbered data files, index files, checkpoint. A
 * restart emits everything above a checkpoint again, into the directories that TiCDC would choose.
 */
final class TicdcSink {

    /**
     * A changefeed.
     *
     * @param newer the new architecture
     * @param days date directories
     */
    record Options(boolean newer, RowText text, boolean days) {}

    /** What TiCDC receives, in commit order. */
    sealed interface Event {
        long ts();
    }

    /** A schema file to write; {@code columns} are null for that of a database. */
    record SchemaFile(Name name, String query, int type, List<Map<String, Object>> columns) {}

    /** A statement, and the tables of which it needs all rows before. */
    record Ddl(long ts, List<Name> touched, List<SchemaFile> files) implements Event {}

    /** Changes of one physical table in one commit; {@code partition} is 0 if the table is not partitioned. */
    record Rows(long ts, ModelTable table, long partition, List<RowChange> changes) implements Event {}

    private static final class Buffer {
        private final Name table;
        private final StringBuilder lines = new StringBuilder();

        Buffer(Name table) {
            this.table = table;
        }
    }

    private final Options options;
    private final BiConsumer<String, byte[]> store;
    private final Random random;
    private final SchemaFiles schemas;
    private final List<Event> log = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final TreeMap<String, Long> written = new TreeMap<>();
    private final Map<Name, Long> versions = new HashMap<>();
    private final Map<String, Buffer> buffers = new LinkedHashMap<>();
    private LocalDate today = LocalDate.of(2026, 1, 1);
    private long start = 1;

    TicdcSink(Options options, BiConsumer<String, byte[]> store, Random random) {
        this.options = options;
        this.store = store;
        this.random = random;
        this.schemas = new SchemaFiles(options.newer());
    }

    SchemaFiles schemas() {
        return schemas;
    }

    void write(Event event) {
        log.add(event);
        emit(event);
    }

    private void emit(Event event) {
        if (event instanceof Ddl ddl) {
            buffers.entrySet()
                    .removeIf(b -> ddl.touched().contains(b.getValue().table) && flushed(b.getKey(), b.getValue()));
            for (SchemaFile file : ddl.files()) {
                putSchema(file, ddl.ts());
                versions.put(file.name(), ddl.ts());
            }
        } else if (event instanceof Rows rows) {
            rows(rows);
        }
    }

    private void putSchema(SchemaFile file, long version) {
        String path = SchemaFiles.path(file.name(), version, file.columns());
        store.accept(path, SchemaFiles.bytes(file.name(), version, file.query(), file.type(), file.columns()));
        if (file.columns() != null) {
            written.put(file.name() + " " + SchemaFiles.hash(file.name(), file.columns()) + " " + version, version);
        }
    }

    private void rows(Rows rows) {
        Name name = rows.table().name();
        long version = directory(name, schemas.columns(rows.table()));
        if (version < 0) {
            return;
        }
        String folder = name.schema() + "/" + name.table() + "/" + version
                + (rows.partition() == 0 ? "" : "/" + rows.partition());
        for (RowChange change : rows.changes()) {
            Buffer buffer = buffers.computeIfAbsent(folder, f -> new Buffer(name));
            for (String line : options.text().lines(rows.table(), rows.ts(), change)) {
                buffer.lines.append(line).append('\n');
            }
            if (random.nextInt(12) == 0) {
                flush(folder);
            }
        }
    }

    /** The version directory for rows of a table; -1 if the new architecture takes them for stale. */
    private long directory(Name name, List<Map<String, Object>> columns) {
        long version = versions.computeIfAbsent(name, n -> start);
        String same = name + " " + SchemaFiles.hash(name, columns) + " ";
        if (written.containsKey(same + version)) {
            return version;
        }
        long greatest = written.subMap(same, same + "~").values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        if (greatest > 0) {
            return options.newer() && greatest > version ? -1 : greatest;
        }
        putSchema(new SchemaFile(name, "", 0, columns), version);
        return version;
    }

    private void flush(String folder) {
        Buffer buffer = buffers.remove(folder);
        if (buffer != null) {
            flushed(folder, buffer);
        }
    }

    private boolean flushed(String folder, Buffer buffer) {
        String place = folder + (options.days() ? "/" + today : "");
        int number = numbers.merge(place, 1, Integer::sum);
        String file =
                String.format(Locale.ROOT, "CDC%020d.%s", number, options.text().json() ? "json" : "csv");
        store.accept(place + "/" + file, buffer.lines.toString().getBytes(StandardCharsets.UTF_8));
        store.accept(place + "/meta/CDC.index", (file + "\n").getBytes(StandardCharsets.UTF_8));
        return true;
    }

    /** Everything up to now is in storage; the next file may be of the next day. */
    void flushAll() {
        buffers.entrySet().removeIf(b -> flushed(b.getKey(), b.getValue()));
        today = today.plusDays(random.nextInt(4) == 0 ? 1 : 0);
    }

    void checkpoint(long ts) {
        store.accept("metadata", ("{\"checkpoint-ts\":" + ts + "}").getBytes(StandardCharsets.UTF_8));
    }

    /** Every event in one line. */
    String story() {
        StringBuilder story = new StringBuilder(options.toString());
        for (Event event : log) {
            story.append('\n').append(event.ts()).append(' ');
            if (event instanceof Rows rows) {
                story.append(rows.table().name()).append(' ').append(rows.changes());
            } else if (event instanceof Ddl ddl) {
                ddl.files().forEach(f -> story.append(f.name())
                        .append(" <- ")
                        .append(f.query())
                        .append("; "));
            }
        }
        return story.toString();
    }

    /** A new process goes on from a checkpoint: what was not flushed is lost with the old one, and emitted again. */
    void restart(long checkpoint) {
        buffers.clear();
        versions.clear();
        start = checkpoint;
        List.copyOf(log).stream().filter(e -> e.ts() > checkpoint).forEach(this::emit);
    }
}
