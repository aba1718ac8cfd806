package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.land.Head;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log says of a table that is loaded from an export happens to the rows of both. */
class LoadedTablesFollowTheirLogTest extends LogAndExport {
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

    /** Older TiCDC gives no database for the old name; the export gives no default as the changefeed does. */
    @Test
    void aTableIsFoundByItsColumnsWhereTheStatementGivesNoDatabase() throws IOException {
        String five = INT_COLUMN.replace("}", ", \"ColumnDefault\": \"5\"}");
        schema("t", 100, 0, "", five);
        schema("u", 200, 14, "RENAME TABLE `t` TO `s`.`u`", five);
        rows("u", 200, "I 210 180,2");
        checkpoint(300);
        export(
                150,
                "CREATE TABLE `t` (`id` int NOT NULL, `a` int DEFAULT '5', PRIMARY KEY (`id`))",
                "\"id\",\"a\"",
                "1,1");

        withExport().advance();

        assertThat(mirror().heads())
                .allSatisfy(head -> assertThat(head.standing().reason()).isEmpty());
        assertThat(folded("s.schema/u")).isEqualTo(Map.of("1", "{a=1}", "180", "{a=2}"));
        assertThat(zone.list(FOLDER)).isEmpty();
    }

    /** Without content-compatible=true neither schema files nor messages tell labels; {@code SHOW CREATE TABLE} doubles backslashes. */
    @ParameterizedTest
    @ValueSource(strings = {"ENUM", "SET"})
    void labelsThatTheExportTellsHoldBehindTheNextStatement(String type) throws IOException {
        settings.remove("feed.csv.include-commit-ts");
        settings.putAll(Map.of("mirror.format", "canal-json", "feed.enable-tidb-extension", "true"));
        String labels = "{\"ColumnName\": \"a\", \"ColumnType\": \"" + type + "\"}";
        schema("t", 100, 0, "", labels);
        schema("t", 200, 5, "ALTER TABLE `t` ADD COLUMN `b` INT", labels, INT_COLUMN.replace("\"a\"", "\"b\""));
        feed.put(
                "s/t/" + (T0 + 200) + "/CDC00000000000000000001.json",
                "{\"id\":0,\"database\":\"s\",\"table\":\"t\",\"pkNames\":[\"id\"],\"isDdl\":false,\"type\":\"INSERT\",\"es\":1,\"ts\":0,\"sql\":\"\",\"sqlType\":{\"id\":4,\"a\":4,\"b\":4},\"mysqlType\":{\"id\":\"int\",\"a\":\"%s\",\"b\":\"int\"},\"old\":null,\"data\":[{\"id\":\"9\",\"a\":\"1\",\"b\":\"7\"}],\"_tidb\":{\"commitTs\":%d}}\r\n"
                        .formatted(type.toLowerCase(Locale.ROOT), T0 + 220));
        checkpoint(300);
        export(
                150,
                "CREATE TABLE `t` (`id` int NOT NULL, `a` " + type + "('x\\\\y','z'), PRIMARY KEY (`id`))",
                "\"id\",\"a\"",
                "1,\"z\"");

        withExport().advance();

        assertThat(head().standing().reason()).isEmpty();
        assertThat(folded()).isEqualTo(Map.of("1", "{a=z}", "9", "{a=x\\y, b=7}"));
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
