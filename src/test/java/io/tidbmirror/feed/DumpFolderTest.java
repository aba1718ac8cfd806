package io.tidbmirror.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of an export before its rows are. */
class DumpFolderTest {
    private static final long TSO = 470_612_650_486_661_120L;
    private static final String METADATA =
            "Started dump at: 2026-01-01 00:00:00\nSHOW MASTER STATUS:\n\tLog: tidb-binlog\n\tPos: " + TSO
                    + "\n\tGTID:\n\nFinished dump at: 2026-01-01 00:00:01\n";
    private static final TableId ORDERS = new TableId("shop", "orders");

    private final MemoryFeedStore store = new MemoryFeedStore();

    private void put(String path, String content) {
        store.put(path, content.getBytes(UTF_8));
    }

    private Dump read() throws IOException {
        return new DumpFolder(store).read(OptionalLong.empty(), OptionalLong.empty());
    }

    private static String names(DumpTable table) {
        return String.join(" ", table.files().stream().map(DumpFile::name).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "metadata,                                 Other[]",
        "shop.orders-schema.sql,                   Schema[table=shop.orders]",
        "shop.orders-schema.sql.gz,                Schema[table=shop.orders]",
        "shop.orders.000000001.csv,                'Data[table=shop.orders, format=csv]'",
        "shop.orders.0000000010000.sql.zst,        'Data[table=shop.orders, format=sql]'",
        "shop.orders.csv.snappy,                   'Data[table=shop.orders, format=csv]'",
        "shop.orders._0_0_01.csv,                  'Data[table=shop.orders, format=csv]'",
        "a%2Eb.c%2Fd%25.000000000.csv,             'Data[table=a.b.c/d%, format=csv]'",
        "shop.x%2Dschema-schema.sql,               Schema[table=shop.x-schema]",
        "shop.orders.000000000.parquet,            'Data[table=shop.orders, format=parquet]'",
        "shop-schema-create.sql,                   Other[]",
        "shop.v-schema-view.sql,                   View[table=shop.v]",
        "shop.v-schema-view.sql.zst,               View[table=shop.v]",
        "shop.orders-schema-triggers.sql,          Other[]",
        "shop.seq-schema-sequence.sql,             Other[]",
        "p1-placement-policy-create.sql,           Other[]",
        "result.000000000.csv,                     'Data[table=result.000000000, format=csv]'",
        "orders.csv,                               Nameless[]",
        "shop.orders.0.part.sql.gz,                Nameless[]",
        "notes.txt,                                Other[]",
    })
    void namesTellWhatAFileIs(String name, String expected) {
        assertThat(DumpName.parse(name)).hasToString(expected);
    }

    @Test
    void filesOfATableComeInTheOrderOfTheirNumbers() throws IOException {
        put("metadata", METADATA);
        put("shop.orders-schema.sql", "CREATE TABLE `orders` (`id` int(11) NOT NULL, PRIMARY KEY (`id`));\n");
        for (String index : List.of("10", "9", "000000011")) {
            put("shop.orders." + index + ".csv", "\"id\"\n");
        }
        put("below/shop.orders.1.csv", "\"id\"\n");

        DumpTable table = read().table(ORDERS);

        assertThat(table).isNotNull();
        assertThat(names(table)).isEqualTo("shop.orders.9.csv shop.orders.10.csv shop.orders.000000011.csv");
        assertThat(table.problem()).isEmpty();
    }

    @Test
    void aStatementTellsColumnsAsASchemaFileWould() throws IOException {
        put("metadata", METADATA);
        put(
                "shop.orders-schema.sql",
                "/*!40014 SET FOREIGN_KEY_CHECKS=0*/;\n/*!40101 SET NAMES binary*/;\nCREATE TABLE `orders` (\n"
                        + "  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,\n  `e` enum('a','it''s','b\\\\c') DEFAULT 'a',\n"
                        + "  `d` decimal(10,2) DEFAULT NULL,\n  `t` datetime(3) DEFAULT NULL,\n"
                        + "  `v` int(11) GENERATED ALWAYS AS (`id` + 1) VIRTUAL,\n"
                        + "  PRIMARY KEY (`id`) /*T![clustered_index] CLUSTERED */\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n");

        SchemaFile file = read().table(ORDERS).schema();

        assertThat(file.version()).isEqualTo(TSO);
        assertThat(file.columns())
                .extracting(c -> c.name() + " " + c.type().name() + " "
                        + c.type().unsigned() + " " + c.type().precision() + ","
                        + c.type().scale() + " " + c.type().elements() + " " + c.nullable() + " " + c.primaryKey())
                .containsExactly(
                        "id BIGINT true 0,0 [] false true",
                        "e ENUM false 0,0 [a, it's, b\\c] true false",
                        "d DECIMAL false 10,2 [] true false",
                        "t DATETIME false 0,3 [] true false",
                        "v INT false 0,0 [] true false");
    }

    @Test
    void aStoredGeneratedColumnStopsItsTableAlone() throws IOException {
        put("metadata", METADATA);
        put("shop.orders-schema.sql", "CREATE TABLE `orders` (`id` int NOT NULL, PRIMARY KEY (`id`));");
        put(
                "shop.sums-schema.sql",
                "CREATE TABLE `sums` (`id` int NOT NULL, `s` int GENERATED ALWAYS AS (`id` + 1) STORED, PRIMARY KEY (`id`));");

        assertThat(read().table(new TableId("shop", "sums")).problem()).contains("column s is generated and stored");
        assertThat(read().table(ORDERS).problem()).isEmpty();
    }

    @Test
    void aViewIsNoTableAlthoughATableHoldsItsPlace() throws IOException {
        put("metadata", METADATA);
        put("shop.orders-schema.sql", "CREATE TABLE `orders` (`id` int NOT NULL, PRIMARY KEY (`id`));");
        put("shop.v-schema.sql", "CREATE TABLE `v`(\n`id` int\n)ENGINE=MyISAM;\n");
        put("shop.v-schema-view.sql", "DROP TABLE IF EXISTS `v`;\nCREATE VIEW `v` AS SELECT `id` FROM `orders`;\n");

        assertThat(read().tables()).containsOnlyKeys(ORDERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders_0.csv", "shop.orders_0.csv.gz", "rows/shop.orders.000000000.csv", "a/b/orders.sql"})
    void aTableWithoutRowsIsDoubtedWhereFilesOfRowsTellNoTable(String name) throws IOException {
        put("metadata", METADATA);
        put("shop.orders-schema.sql", "CREATE TABLE `orders` (`id` int NOT NULL, PRIMARY KEY (`id`));");
        put("shop.items-schema.sql", "CREATE TABLE `items` (`id` int NOT NULL, PRIMARY KEY (`id`));");
        put("shop.items.000000000.csv", "\"id\"\n1\n");
        put(name, "\"id\"\n1\n");

        assertThat(read().table(ORDERS).problem()).contains(name).contains("--output-filename-template");
        assertThat(read().table(new TableId("shop", "items")).problem()).isEmpty();
    }

    @Test
    void aTableWithoutRowsIsEmptyWhereEveryFileTellsItsTable() throws IOException {
        put("metadata", METADATA);
        put("shop.orders-schema.sql", "CREATE TABLE `orders` (`id` int NOT NULL, PRIMARY KEY (`id`));");
        put("shop-schema-create.sql", "CREATE DATABASE `shop`;\n");
        put("other.t-schema.sql", "CREATE TABLE `t` (`id` int NOT NULL, PRIMARY KEY (`id`));");
        put("other.t.000000000.sql", "INSERT INTO `t` VALUES\n(1);\n");
        put("notes/readme.txt", "of no matter");

        DumpTable table = read().table(ORDERS);

        assertThat(table.problem()).isEmpty();
        assertThat(table.schema()).isNotNull();
    }

    @Test
    void rowsInParquetAreRefusedWithTheRemedy() throws IOException {
        put("metadata", METADATA);
        put("shop.orders.000000000.parquet", "PAR1");

        assertThat(read().table(ORDERS).problem()).contains("export it as csv or sql");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Started dump at: x                                                  | does not say that the export finished
            Finished dump at: x                                                 | no position
            Log: mysql-bin.000001#Pos: 470612650486661120#Finished dump at: x   | is no export of TiDB
            Log: tidb-binlog#Pos: 4#Finished dump at: x                         | is no TSO
            Log: tidb-binlog#Pos: 470612650486661120#Pos: 470612650486661121#Finished dump at: x | more than one position
            """)
    void aPositionThatCannotBeReliedOnIsRefused(String metadata, String reason) {
        put("metadata", metadata.replace('#', '\n'));
        put("shop.orders-schema.sql", "CREATE TABLE `orders` (`id` int NOT NULL, PRIMARY KEY (`id`));");

        assertThatThrownBy(this::read).isInstanceOf(FatalException.class).hasMessageContaining(reason);
    }

    @Test
    void withoutMetadataTheUserSaysTheTso() throws IOException {
        put("shop.orders-schema.sql", "CREATE TABLE `orders` (`id` int NOT NULL, PRIMARY KEY (`id`));");

        assertThatThrownBy(this::read).hasMessageContaining("snapshot.tso");
        Dump dump = new DumpFolder(store).read(OptionalLong.of(TSO), OptionalLong.empty());
        assertThat(dump.tso()).isEqualTo(TSO);
    }

    @Test
    void aFolderWithoutFilesOfTheTablesIsRefused() {
        put("metadata", METADATA);

        assertThatThrownBy(this::read).isInstanceOf(FatalException.class).hasMessageContaining("has no files");
    }

    @Test
    void aCompressedFileThatIsCutOffIsPoisonAndNamesTheFile() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write("\"id\"\n1\n2\n".repeat(1000).getBytes(UTF_8));
        }
        store.put("shop.orders.0.csv.gz", Arrays.copyOf(out.toByteArray(), out.size() - 9));
        FeedObject object = store.list("", false, null).objects().get(0);
        DumpFile file = new DumpFile(store, object);

        assertThat(file.name()).isEqualTo("shop.orders.0.csv");
        assertThatThrownBy(() -> {
                    try (InputStream in = file.open(0)) {
                        in.readAllBytes();
                    }
                })
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("shop.orders.0.csv.gz")
                .hasMessageContaining("export the table again");
    }
}
