package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

/** A table whose log cannot be built again is built from an export, and what follows it, whatever crashes. */
class ExportTakesThePlaceOfALogTest {
    private static final long T0 = 460_000_000_000_000_000L;
    private static final TableId TABLE = new TableId("s", "t");
    private static final String FOLDER = "s.schema/t";
    private static final String TEXT_COLUMN =
            "{\"ColumnName\": \"a\", \"ColumnType\": \"VARCHAR\", \"ColumnPrecision\": \"10\"}";
    private static final String INT_COLUMN = "{\"ColumnName\": \"a\", \"ColumnType\": \"INT\"}";
    private static final String CREATE = "CREATE TABLE `t` (`id` INT PRIMARY KEY,`a` VARCHAR(10))";

    private final MemoryFeedStore feed = new MemoryFeedStore().pagesOf(1000);
    private final MemoryFeedStore export = new MemoryFeedStore().pagesOf(1000);
    private MemoryLandingZone zone = new MemoryLandingZone();
    private MemoryHeadStore heads = new MemoryHeadStore();
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "mirror.format", "csv",
            "feed.csv.include-commit-ts", "true",
            "batch.max-rows", "1"));

    private void schema(String table, long version, int type, String query, String... columns) {
        String key =
                "{\"ColumnName\": \"id\", \"ColumnType\": \"INT\", \"ColumnNullable\": \"false\", \"ColumnIsPk\": \"true\"}";
        String file =
                "{\"Table\": \"%s\", \"Schema\": \"s\", \"Version\": 1, \"TableVersion\": %d, \"Query\": \"%s\", \"Type\": %d, \"TableColumns\": [%s], \"TableColumnsTotal\": %d}"
                        .formatted(
                                table,
                                T0 + version,
                                query,
                                type,
                                key + "," + String.join(",", columns),
                                columns.length + 1);
        feed.put(SchemaText.path("s/" + table, T0 + version, file), file);
    }

    private void rows(String table, long version, String... rows) {
        StringBuilder text = new StringBuilder();
        for (String row : rows) {
            String[] parts = row.split(" ", 3);
            text.append("\"%s\",\"%s\",\"s\",%d,%s\r\n"
                    .formatted(parts[0], table, T0 + Long.parseLong(parts[1]), parts[2]));
        }
        feed.put("s/" + table + "/" + (T0 + version) + "/CDC00000000000000000001.csv", text.toString());
    }

    private void checkpoint(long ts) {
        feed.put("metadata", "{\"checkpoint-ts\":" + (T0 + ts) + "}");
    }

    private void export(long tso, String create, String... rows) {
        export.put(
                "metadata",
                "SHOW MASTER STATUS:\n\tLog: tidb-binlog\n\tPos: " + (T0 + tso) + "\nFinished dump at: x\n");
        export.put("s.t-schema.sql", create + ";");
        export.put("s.t.000000000.csv", String.join("\n", rows) + "\n");
    }

    private DirectMirror mirror() throws IOException {
        return new DirectMirror(Settings.parse(settings), feed, zone, heads);
    }

    private DirectMirror withExport(LandingZone to, HeadStore state) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("snapshot.location", "file:export");
        return DirectMirror.loading(Settings.parse(all), feed, export, to, state);
    }

    private DirectMirror withExport() throws IOException {
        return withExport(zone, heads);
    }

    private Head head() throws IOException {
        return mirror().heads().get(0);
    }

    private Map<String, String> folded() throws IOException {
        return folded(FOLDER);
    }

    private Map<String, String> folded(String folder) throws IOException {
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

    /** A text column becomes a number at 200, which no row tells. */
    private void stopped() throws IOException {
        schema("t", 100, 3, CREATE, TEXT_COLUMN);
        rows("t", 100, "I 110 1,\"x\"", "I 120 2,\"12\"");
        schema("t", 200, 12, "ALTER TABLE `t` MODIFY COLUMN `a` INT", INT_COLUMN);
        rows("t", 200, "U 210 2,22", "I 260 3,33", "D 270 1,11");
        checkpoint(300);
        mirror().advance();
        assertThat(head().status()).isEqualTo(Head.Status.QUARANTINED);
        assertThat(head().standing().reason()).contains("changes its type", "snapshot.location", "table rebuild");
        assertThat(folded()).isEqualTo(Map.of("1", "{a=x}", "2", "{a=12}"));
    }

    private void exportBehindTheChange() {
        export(
                250,
                "CREATE TABLE `t` (`id` int NOT NULL, `a` int, PRIMARY KEY (`id`))",
                "\"id\",\"a\"",
                "1,11",
                "2,22");
    }

    private void assertRepaired() throws IOException {
        assertThat(folded()).isEqualTo(Map.of("2", "{a=22}", "3", "{a=33}"));
        assertThat(head().status()).isEqualTo(Head.Status.ACTIVE);
        assertThat(head().covered().commitTs()).hasValue(T0 + 300);
        assertThat(head().progress().generation()).isEqualTo(2);
        assertThat(zone.filesBelow("_scratchPad")).isEmpty();
    }

    @Test
    void releasedItIsBuiltFromANewerExport() throws IOException {
        stopped();
        exportBehindTheChange();

        DirectMirror mirror = withExport();
        mirror.release(TABLE);
        mirror.advance();

        assertRepaired();
        assertThat(head().progress().rows()).isEqualTo(4);
    }

    @Test
    void onRequestItIsBuiltFromANewerExport() throws IOException {
        stopped();
        exportBehindTheChange();

        DirectMirror mirror = withExport();
        assertThat(mirror.rebuild(TABLE)).isTrue();
        mirror.advance();

        assertRepaired();
    }

    @Test
    void itGoesOnWithoutTheExportOnceItIsBuilt() throws IOException {
        stopped();
        exportBehindTheChange();
        withExport().rebuild(TABLE);
        withExport().advance();

        checkpoint(400);
        feed.put("s/t/" + (T0 + 200) + "/CDC00000000000000000002.csv", "\"I\",\"t\",\"s\"," + (T0 + 310) + ",4,44\r\n");
        mirror().advance();

        assertThat(folded()).isEqualTo(Map.of("2", "{a=22}", "3", "{a=33}", "4", "{a=44}"));
        assertThat(head().progress().generation()).isEqualTo(2);
    }

    @Test
    void anExportFromBeforeTheChangeDoesNotHelp() throws IOException {
        stopped();
        export(
                150,
                "CREATE TABLE `t` (`id` int NOT NULL, `a` varchar(10), PRIMARY KEY (`id`))",
                "\"id\",\"a\"",
                "1,\"x\"",
                "2,\"12\"");

        DirectMirror mirror = withExport();
        mirror.release(TABLE);
        mirror.advance();

        assertThat(head().status()).isEqualTo(Head.Status.QUARANTINED);
        assertThat(head().progress().generation()).isEqualTo(1);
        assertThat(folded()).as("what is landed stays").isEqualTo(Map.of("1", "{a=x}", "2", "{a=12}"));
    }

    @Test
    void withoutAnExportAWishIsTriedAndGivenUpAgain() throws IOException {
        stopped();

        DirectMirror mirror = mirror();
        mirror.rebuild(TABLE);
        mirror.advance();
        assertThat(head().status()).isEqualTo(Head.Status.QUARANTINED);
        assertThat(folded()).as("what is landed stays").isEqualTo(Map.of("1", "{a=x}", "2", "{a=12}"));

        mirror.release(TABLE);
        mirror().advance();
        assertThat(head().standing().reason()).contains("changes its type");
        exportBehindTheChange();
        withExport().rebuild(TABLE);
        withExport().advance();
        assertRepaired();
    }

    @Test
    void aProcessThatHasReadTheFilesAlreadyReadsThemAgain() throws IOException {
        schema("t", 100, 3, CREATE, TEXT_COLUMN);
        rows("t", 100, "I 110 1,\"x\"", "I 120 2,\"12\"");
        checkpoint(300);
        DirectMirror mirror = mirror();
        mirror.advance();

        mirror.rebuild(TABLE);
        mirror.advance();

        assertThat(folded()).isEqualTo(Map.of("1", "{a=x}", "2", "{a=12}"));
        assertThat(head().progress().generation()).isEqualTo(2);
    }

    @Test
    void anExportThatGoesAwayWhileItIsUsedStopsTheTableAlone() throws IOException {
        stopped();
        exportBehindTheChange();
        withExport().rebuild(TABLE);
        Crashes dying = new Crashes();
        for (int call = 0;
                head().status() != Head.Status.REBUILDING
                        || head().position().commitTs().isPresent()
                        || head().position().streams().isEmpty();
                call++) {
            dying.arm(call, true);
            try {
                withExport(dying.around(LandingZone.class, zone), dying.around(HeadStore.class, heads))
                        .advance();
            } catch (Crashes.Crash crash) {
                dying.disarm();
            }
        }

        mirror().advance();
        assertThat(head().status()).isEqualTo(Head.Status.QUARANTINED);
        assertThat(head().standing().reason()).contains("snapshot.location names none any more");
        assertThat(folded()).as("what is landed stays").isEqualTo(Map.of("1", "{a=x}", "2", "{a=12}"));

        withExport().rebuild(TABLE);
        withExport().advance();
        assertRepaired();
    }

    @Test
    void aCrashAtAnyCallToTheStoresIsMadeUpForByTheNextProcess() throws IOException {
        int crashes = 0;
        for (int call = 0; ; call++) {
            zone = new MemoryLandingZone();
            heads = new MemoryHeadStore();
            stopped();
            exportBehindTheChange();
            withExport().rebuild(TABLE);
            Crashes dying = new Crashes();
            dying.arm(call / 2, call % 2 == 0);
            try {
                withExport(dying.around(LandingZone.class, zone), dying.around(HeadStore.class, heads))
                        .advance();
                break;
            } catch (Crashes.Crash crash) {
                crashes++;
                assertThat(head().status()).as("crash %d", call).isIn(Head.Status.ACTIVE, Head.Status.REBUILDING);
            }
            withExport().advance();
            assertRepaired();
        }
        assertThat(crashes).isGreaterThan(60);
    }

    @Test
    void aTableThatTheChangefeedDoesNotTellFromItsBeginningIsBuiltFromAnOlderExport() throws IOException {
        schema("t", 100, 0, "", TEXT_COLUMN);
        rows("t", 100, "I 160 3,\"z\"", "D 170 1,\"x\"");
        schema("t", 200, 12, "ALTER TABLE `t` RENAME COLUMN `a` TO `b`", TEXT_COLUMN.replace("\"a\"", "\"b\""));
        rows("t", 200, "U 210 3,\"zz\"");
        checkpoint(300);
        export(
                150,
                "CREATE TABLE `t` (`id` int NOT NULL, `a` varchar(10), PRIMARY KEY (`id`))",
                "\"id\",\"a\"",
                "1,\"x\"",
                "2,\"y\"");
        checkpoint(180);
        withExport().advance();
        assertThat(folded()).isEqualTo(Map.of("2", "{a=y}", "3", "{a=z}"));
        checkpoint(300);
        withExport().advance();

        assertThat(folded()).isEqualTo(Map.of("2", "{b=y}", "3", "{b=zz}"));
        assertThat(head().status()).isEqualTo(Head.Status.ACTIVE);
        assertThat(head().progress().generation()).isEqualTo(2);
    }

    @Test
    void aPartitionOfALoadedTableIsDropped() throws IOException {
        schema("t", 100, 0, "", INT_COLUMN);
        rows("t", 100, "I 160 150,1");
        schema("t", 200, 20, "ALTER TABLE `t` DROP PARTITION `p0`", INT_COLUMN);
        rows("t", 200, "I 210 180,2");
        checkpoint(300);
        export(
                150,
                "CREATE TABLE `t` (`id` int NOT NULL, `a` int, PRIMARY KEY (`id`)) PARTITION BY RANGE (`id`) (PARTITION `p0`"
                        + " VALUES LESS THAN (100), PARTITION `p1` VALUES LESS THAN (200))",
                "\"id\",\"a\"",
                "1,1",
                "120,2");

        withExport().advance();

        assertThat(folded()).isEqualTo(Map.of("120", "{a=2}", "150", "{a=1}", "180", "{a=2}"));
        assertThat(head().status()).as(head().standing().reason()).isEqualTo(Head.Status.ACTIVE);
    }

    /** An instance may mirror the new name alone, by a filter or as the shard whose table it is. */
    @Test
    void aTableThatIsRenamedBehindTheExportIsLoadedUnderItsNewName() throws IOException {
        settings.put("tables.include", "s.u");
        schema("t", 100, 0, "", INT_COLUMN);
        rows("t", 100, "I 160 150,1");
        schema("u", 200, 14, "RENAME TABLE `s`.`t` TO `s`.`u`", INT_COLUMN);
        rows("u", 200, "I 210 180,2");
        checkpoint(300);
        export(150, "CREATE TABLE `t` (`id` int NOT NULL, `a` int, PRIMARY KEY (`id`))", "\"id\",\"a\"", "1,1");

        withExport().advance();

        assertThat(folded("s.schema/u")).isEqualTo(Map.of("1", "{a=1}", "150", "{a=1}", "180", "{a=2}"));
        assertThat(head().status()).as(head().standing().reason()).isEqualTo(Head.Status.ACTIVE);
    }

    @Test
    void aTableThatNeedsNoExportIsLeftAsItIs() throws IOException {
        schema("t", 100, 3, CREATE, TEXT_COLUMN);
        schema("u", 105, 3, CREATE.replace("`t`", "`u`"), TEXT_COLUMN);
        rows("t", 100, "I 110 1,\"x\"", "I 120 2,\"12\"");
        rows("u", 105, "I 110 1,\"x\"", "I 290 2,\"12\"");
        checkpoint(140);
        mirror().advance();
        export(250, CREATE, "\"id\",\"a\"", "1,\"x\"", "2,\"12\"");
        checkpoint(300);

        withExport().advance();

        assertThat(mirror().heads()).allSatisfy(head -> {
            assertThat(head.status()).isEqualTo(Head.Status.ACTIVE);
            assertThat(head.progress().generation()).isEqualTo(1);
            assertThat(head.progress().rows()).isEqualTo(2);
            assertThat(head.covered().commitTs()).hasValue(T0 + 300);
        });
    }
}
