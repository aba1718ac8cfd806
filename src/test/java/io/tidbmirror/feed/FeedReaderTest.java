package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class FeedReaderTest {
    private final MemoryFeedStore store = new MemoryFeedStore();

    private static FeedOptions options(DateSeparator date, boolean partitions) {
        return DefaultFeed.options(
                "csv", date, partitions, ZeroDate.NULL, table -> List.of(), table -> true, TableShard.WHOLE);
    }

    private static FeedOptions only(Predicate<TableId> tables) {
        return DefaultFeed.options(
                "csv", DateSeparator.DAY, true, ZeroDate.NULL, table -> List.of(), tables, TableShard.WHOLE);
    }

    private void create(String table, long version) {
        SchemaText.of(table, version)
                .ddl(3, "CREATE TABLE `" + table + "` (`id` INT PRIMARY KEY)")
                .key("id")
                .in(store);
    }

    private FeedSnapshot poll() throws IOException {
        return DefaultFeed.reader(store, DefaultFeed.options("csv")).poll();
    }

    @Test
    void filesComeInReadingOrderWithGapsInTheNumbers() throws IOException {
        create("t", 5);
        SchemaText.of("t", 9).key("id").in(store);
        List<String> order = List.of(
                "s/t/5/112/2026-01-31/CDC000009.csv",
                "s/t/5/112/2026-02-01/CDC000003.csv",
                "s/t/5/112/2026-02-01/CDC000010.csv",
                "s/t/5/77/2026-01-31/CDC_1_000002.csv",
                "s/t/5/77/2026-01-31/CDC_2_000001.csv",
                "s/t/9/112/2026-01-01/CDC000001.csv");
        order.forEach(path -> store.put(path, "x"));
        store.put("s/t/9/112/2026-01-01/meta/CDC.index", "CDC000007.csv\n");
        store.put("s/t/9/112/2026-01-01/CDC000002.csv.tmp.1f", "half");

        TableFeed table = poll().tables().get(0);

        assertThat(table.files()).extracting(FeedFile::name).containsExactlyElementsOf(order);
        assertThat(table.files()).extracting(FeedFile::version).containsExactly(5L, 5L, 5L, 5L, 5L, 9L);
        assertThat(table.files()).extracting(FeedFile::series).contains(new FeedFile.Series("77", "2"));
        try (InputStream in = table.files().get(0).open(0)) {
            assertThat(in.readAllBytes()).containsExactly('x');
        }
    }

    @Test
    void theCheckpointIsReadBeforeTheListing() throws IOException {
        store.put("metadata", "{\"checkpoint-ts\":10}");
        store.afterFirstPage(() -> store.put("metadata", "{\"checkpoint-ts\":20}"));
        FeedReader reader = DefaultFeed.reader(store, DefaultFeed.options("csv"));

        assertThat(reader.poll().checkpoint()).hasValue(10);
        store.put("metadata", "broken");
        FeedSnapshot broken = reader.poll();
        assertThat(broken.checkpoint()).hasValue(10);
        assertThat(broken.checkpointError()).contains("metadata");
    }

    @Test
    void aFolderWithoutACheckpointIsTold() throws IOException {
        FeedReader reader = DefaultFeed.reader(store, DefaultFeed.options("csv"));

        assertThat(reader.poll().checkpointError()).contains("has no file metadata", "feed.location");
        store.put("metadata", "{\"checkpoint-ts\":10}");
        assertThat(reader.poll().checkpointError()).isNull();
        store.remove("metadata");
        assertThat(reader.poll().checkpointError()).isNull();
    }

    @Test
    void rulesThatLeaveEveryTableOutAreTold() throws IOException {
        create("t", 5);
        FeedOptions none = only(table -> table.table().equals("u"));

        assertThat(DefaultFeed.reader(store, none).poll().warnings())
                .singleElement()
                .asString()
                .contains("tables.include", "leave out every table", "s.t");
        create("u", 6);
        assertThat(DefaultFeed.reader(store, none).poll().warnings()).isEmpty();
    }

    @Test
    void dataWithoutASchemaFileStopsItsTable() throws IOException {
        create("t", 5);
        store.put("s/t/5/CDC000001.csv", "x").put("s/t/7/CDC000001.csv", "y").put("s/u/8/CDC000001.csv", "z");

        List<TableFeed> tables = poll().tables();

        assertThat(tables).extracting(TableFeed::table).containsExactly(new TableId("s", "t"), new TableId("s", "u"));
        assertThat(tables.get(0).files()).hasSize(1);
        assertThat(tables.get(0).problem().version()).isEqualTo(7);
        assertThat(tables.get(0).problem().message())
                .contains("schema file missing")
                .contains("s/t/meta/schema_7_");
        assertThat(tables.get(1).versions()).isEmpty();
        assertThat(tables.get(1).problem().version()).isEqualTo(8);
    }

    @Test
    void aSchemaFileWrittenWhileListingIsFound() throws IOException {
        create("t", 5);
        store.put("s/t/5/CDC000001.csv", "x");
        FeedStore walkedMetaTooEarly = new FeedStore() {
            @Override
            public Page list(String prefix, boolean recursive, String token) throws IOException {
                Page page = store.list(prefix, recursive, token);
                return new Page(
                        page.objects().stream()
                                .filter(object -> !recursive || !object.path().contains("/meta/"))
                                .toList(),
                        page.folders(),
                        page.next());
            }

            @Override
            public InputStream open(FeedObject object, long offset) throws IOException {
                return store.open(object, offset);
            }

            @Override
            public byte[] read(String path, long most) throws IOException {
                return store.read(path, most);
            }

            @Override
            public byte[] read(String path) {
                return store.read(path);
            }
        };

        TableFeed table = DefaultFeed.reader(walkedMetaTooEarly, DefaultFeed.options("csv"))
                .poll()
                .tables()
                .get(0);

        assertThat(table.problem()).isNull();
        assertThat(table.files()).hasSize(1);
    }

    @Test
    void aTableNamedByDigitsIsToldFromAPartition() throws IOException {
        create("470612640000000000", 470612650000000000L);
        store.put("s/470612640000000000/470612650000000000/CDC000001.csv", "x");

        TableFeed table = poll().tables().get(0);

        assertThat(table.table()).isEqualTo(new TableId("s", "470612640000000000"));
        assertThat(table.files()).hasSize(1);
        assertThat(table.files().get(0).series()).isEqualTo(new FeedFile.Series("", ""));
    }

    @Test
    void anAmbiguousFolderIsSettledByTheOptionsOrStopsBothTables() throws IOException {
        create("t", 5);
        SchemaText.of("t/5", 2026)
                .ddl(3, "CREATE TABLE `t/5` (`id` INT PRIMARY KEY)")
                .key("id")
                .in(store);
        store.put("s/t/5/2026/CDC000001.csv", "x");

        List<TableFeed> unsettled = DefaultFeed.reader(store, options(DateSeparator.NONE, true))
                .poll()
                .tables();
        List<TableFeed> settled = DefaultFeed.reader(store, options(DateSeparator.YEAR, false))
                .poll()
                .tables();

        assertThat(unsettled).hasSize(2).allSatisfy(table -> {
            assertThat(table.files()).isEmpty();
            assertThat(table.problem().message()).contains("feed.date-separator");
        });
        assertThat(settled).extracting(table -> table.files().size()).containsExactly(1, 0);
        assertThat(settled).allSatisfy(table -> assertThat(table.problem()).isNull());
    }

    @Test
    void filesOfAnotherFormatStopTheTable() throws IOException {
        create("t", 5);
        store.put("s/t/5/2026-01-31/CDC000001.json", "x");

        assertThat(poll().tables().get(0).problem().message()).contains("mirror.format");
    }

    @Test
    void unsafePathsAreReportedAndNeverOpened() throws IOException {
        store.put("s/../t/CDC000001.csv", "x").put("s/./meta/schema_1_0000000001.json", "{}");

        assertThat(poll().warnings())
                .containsExactly(
                        "the feed holds an unsafe path, which is not read: s/../t/CDC000001.csv",
                        "the feed holds an unsafe path, which is not read: s/./meta/schema_1_0000000001.json");
        assertThat(store.opened()).isEmpty();
    }

    @Test
    void schemaFilesAreReadOnceAndAgainWhenOverwritten() throws IOException {
        create("t", 5);
        create("u", 5);
        FeedReader reader = DefaultFeed.reader(store, DefaultFeed.options("csv"));
        reader.poll();
        reader.poll();
        assertThat(store.opened()).hasSize(2);

        create("t", 5);
        reader.poll();
        assertThat(store.opened()).hasSize(3);
    }

    @Test
    void excludedTablesAreNotReportedButTheirHistoryIsKnown() throws IOException {
        SchemaText.of("o", 1)
                .ddl(3, "CREATE TABLE `o` (`id` INT PRIMARY KEY,`v` INT GENERATED ALWAYS AS(1) VIRTUAL)")
                .key("id")
                .column("v", "INT")
                .in(store);
        SchemaText.of("t", 2)
                .ddl(3, "CREATE TABLE `t` LIKE `o`")
                .key("id")
                .column("v", "INT")
                .in(store);
        FeedOptions options = only(table -> !table.equals(new TableId("s", "o")));

        List<TableFeed> tables = DefaultFeed.reader(store, options).poll().tables();

        assertThat(tables).extracting(TableFeed::table).containsExactly(new TableId("s", "t"));
        assertThat(tables.get(0).versions().get(0).schema().columns()).hasSize(1);
    }
}
