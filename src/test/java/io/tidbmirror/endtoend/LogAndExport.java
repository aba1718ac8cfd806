package io.tidbmirror.endtoend;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.MemoryFeedStore;
import io.tidbmirror.feed.SchemaText;
import io.tidbmirror.land.Head;
import io.tidbmirror.land.HeadStore;
import io.tidbmirror.land.LandingZone;
import io.tidbmirror.land.MemoryHeadStore;
import io.tidbmirror.land.MemoryLandingZone;
import io.tidbmirror.oracle.LandedRow;
import io.tidbmirror.wiring.DirectMirror;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A changefeed and an export of table {@code s.t} in memory, and a mirror of them. */
abstract class LogAndExport {
    static final long T0 = 460_000_000_000_000_000L;
    static final TableId TABLE = new TableId("s", "t");
    static final String FOLDER = "s.schema/t";
    static final String TEXT_COLUMN =
            "{\"ColumnName\": \"a\", \"ColumnType\": \"VARCHAR\", \"ColumnPrecision\": \"10\"}";
    static final String INT_COLUMN = "{\"ColumnName\": \"a\", \"ColumnType\": \"INT\"}";
    static final String CREATE = "CREATE TABLE `t` (`id` INT PRIMARY KEY,`a` VARCHAR(10))";
    final MemoryFeedStore feed = new MemoryFeedStore().pagesOf(1000);
    final MemoryFeedStore export = new MemoryFeedStore().pagesOf(1000);
    MemoryLandingZone zone = new MemoryLandingZone();
    MemoryHeadStore heads = new MemoryHeadStore();
    final Map<String, String> settings = new HashMap<>(Map.of(
            "mirror.format", "csv",
            "feed.csv.include-commit-ts", "true",
            "batch.max-rows", "1"));

    void schema(String table, long version, int type, String query, String... columns) {
        String key =
                "{\"ColumnName\": \"id\", \"ColumnType\": \"INT\", \"ColumnNullable\": \"false\", \"ColumnIsPk\": \"true\"}";
        String file =
                "{\"Table\": \"%s\", \"Schema\": \"s\", \"Version\": 1, \"TableVersion\": %d, \"Query\": \"%s\", \"Type\": %d, \"TableColumns\": [%s], \"TableColumnsTotal\": %d}"
                        .formatted(
                                table,
                                T0 + version,
                                query,
                                type,
                                String.join(
                                        ",",
                                        Stream.concat(Stream.of(key), Stream.of(columns))
                                                .toList()),
                                columns.length + 1);
        feed.put(SchemaText.path("s/" + table, T0 + version, file), file);
    }

    void rows(String table, long version, String... rows) {
        StringBuilder text = new StringBuilder();
        for (String row : rows) {
            String[] parts = row.split(" ", 3);
            text.append("\"%s\",\"%s\",\"s\",%d,%s\r\n"
                    .formatted(parts[0], table, T0 + Long.parseLong(parts[1]), parts[2]));
        }
        feed.put("s/" + table + "/" + (T0 + version) + "/CDC00000000000000000001.csv", text.toString());
    }

    void checkpoint(long ts) {
        feed.put("metadata", "{\"checkpoint-ts\":" + (T0 + ts) + "}");
    }

    void export(long tso, String create, String... rows) {
        export.put(
                "metadata",
                "SHOW MASTER STATUS:\n\tLog: tidb-binlog\n\tPos: " + (T0 + tso) + "\nFinished dump at: x\n");
        export.put("s.t-schema.sql", create + ";");
        export.put("s.t.000000000.csv", String.join("\n", rows) + "\n");
    }

    DirectMirror mirror() throws IOException {
        return new DirectMirror(Settings.parse(settings), feed, zone, heads);
    }

    DirectMirror withExport(LandingZone to, HeadStore state) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("snapshot.location", "file:export");
        return DirectMirror.loading(Settings.parse(all), feed, export, to, state);
    }

    DirectMirror withExport() throws IOException {
        return withExport(zone, heads);
    }

    Head head() throws IOException {
        return mirror().heads().get(0);
    }

    Head headOf(String table) throws IOException {
        return mirror().heads().stream()
                .filter(head -> head.table().table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    Map<String, String> folded() throws IOException {
        return folded(FOLDER);
    }

    Map<String, String> folded(String folder) throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (LandedRow row : new MemoryTables(zone, mirror()).read(folder).rows()) {
            Object id = row.values().get("id");
            if (row.marker() == 2) {
                rows.remove(id.toString());
            } else {
                Map<String, Object> rest = new TreeMap<>(row.values());
                rest.remove("id");
                rows.put(id.toString(), rest.toString());
            }
        }
        return rows;
    }
}
