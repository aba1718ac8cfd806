package io.tidbmirror.feed;

import static io.tidbmirror.feed.FeedVersion.Step.ADDITIVE;
import static io.tidbmirror.feed.FeedVersion.Step.FIRST;
import static io.tidbmirror.feed.FeedVersion.Step.NARROWED;
import static io.tidbmirror.feed.FeedVersion.Step.REBUILD;
import static io.tidbmirror.feed.FeedVersion.Step.RESTART;
import static io.tidbmirror.feed.FeedVersion.Step.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.LandAs;
import io.tidbmirror.change.Projection.Filled;
import io.tidbmirror.change.Projection.Read;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a table's versions: columns, key, and where it must stop. */
class TableVersionsTest {
    private final MemoryFeedStore store = new MemoryFeedStore();

    private TableFeed table(String name, FeedOptions options) throws IOException {
        return new FeedReader(store, options)
                .poll().tables().stream()
                        .filter(feed -> feed.table().equals(new TableId("s", name)))
                        .findFirst()
                        .orElseThrow();
    }

    private TableFeed table(String name) throws IOException {
        return table(name, FeedOptions.of("csv"));
    }

    private static List<String> columns(FeedVersion version) {
        return version.schema().columns().stream().map(Column::name).toList();
    }

    private static SchemaText created(long version) {
        return SchemaText.of("t", version)
                .ddl(3, "CREATE TABLE `t` (`id` INT PRIMARY KEY,`a` INT)")
                .key("id")
                .column("a", "INT");
    }

    @Test
    void virtualColumnsAreNotLandedAndStayKnownInLaterVersions() throws IOException {
        String create = "CREATE TABLE `t` (`id` INT PRIMARY KEY,`v` INT GENERATED ALWAYS AS(`id`*2) VIRTUAL,`a` INT)";
        SchemaText.of("t", 1)
                .ddl(3, create)
                .key("id")
                .column("v", "INT")
                .column("a", "INT")
                .in(store);
        SchemaText.of("t", 2).key("id").column("v", "INT").column("a", "INT").in(store);
        SchemaText.of("t", 3)
                .ddl(5, "ALTER TABLE `t` ADD COLUMN `b` INT")
                .key("id")
                .column("v", "INT")
                .column("a", "INT")
                .column("b", "INT")
                .in(store);
        SchemaText.of("t", 4)
                .ddl(6, "ALTER TABLE `t` DROP COLUMN `v`")
                .key("id")
                .column("a", "INT")
                .column("b", "INT")
                .in(store);

        TableFeed table = table("t");

        assertThat(table.problem()).isNull();
        assertThat(table.versions()).extracting(FeedVersion::step).containsExactly(FIRST, SAME, ADDITIVE, SAME);
        assertThat(table.versions())
                .extracting(TableVersionsTest::columns)
                .containsExactly(
                        List.of("id", "a"), List.of("id", "a"), List.of("id", "a", "b"), List.of("id", "a", "b"));
    }

    @Test
    void hiddenColumnsOfIndexesOverExpressionsAreNotLanded() throws IOException {
        String create = "CREATE TABLE `t` (`id` INT PRIMARY KEY,`a` INT,INDEX `i`((`a`+1)))";
        SchemaText.of("t", 1)
                .ddl(3, create)
                .key("id")
                .column("a", "INT")
                .column("_V$_i_0", "BIGINT")
                .in(store);
        SchemaText.of("t", 2)
                .ddl(7, "ALTER TABLE `t` ADD INDEX `j`((LOWER(`a`)))")
                .key("id")
                .column("a", "INT")
                .column("_V$_i_0", "BIGINT")
                .column("_V$_j_0", "VARCHAR")
                .in(store);
        SchemaText.of("t", 3)
                .ddl(8, "ALTER TABLE `t` DROP INDEX `i`")
                .key("id")
                .column("a", "INT")
                .column("_V$_j_0", "VARCHAR")
                .in(store);

        assertThat(table("t").versions()).extracting(FeedVersion::step).containsExactly(FIRST, SAME, SAME);
        assertThat(table("t").versions()).extracting(TableVersionsTest::columns).containsOnly(List.of("id", "a"));
    }

    @Test
    void aColumnThatWasThereIsNotAddedAgain() throws IOException {
        SchemaText.of("t", 1)
                .ddl(3, "CREATE TABLE `t` (`id` INT PRIMARY KEY,`v` INT GENERATED ALWAYS AS(`id`) VIRTUAL,`a` INT)")
                .key("id")
                .column("v", "INT")
                .column("a", "INT")
                .in(store);
        SchemaText.of("t", 2)
                .ddl(
                        61,
                        "ALTER TABLE `t` ADD COLUMN IF NOT EXISTS `a` INT DEFAULT 5, ADD COLUMN IF NOT EXISTS `v` INT,"
                                + " ADD COLUMN IF NOT EXISTS `b` INT, DROP COLUMN IF EXISTS `x`")
                .key("id")
                .column("v", "INT")
                .column("a", "INT")
                .column("b", "INT")
                .in(store);

        List<FeedVersion> versions = table("t").versions();

        assertThat(versions).extracting(FeedVersion::step).containsExactly(FIRST, ADDITIVE);
        assertThat(columns(versions.get(1))).containsExactly("id", "a", "b");
        assertThat(versions.get(1).from(versions.get(0)).origins().get(1)).isInstanceOf(Read.class);
    }

    @Test
    void aCopyOfATableInheritsWhatIsKnownOfIt() throws IOException {
        String create =
                "CREATE TABLE `o` (`id` INT PRIMARY KEY,`v` INT GENERATED ALWAYS AS(`id`*2) VIRTUAL,`e` ENUM('x','y'))";
        SchemaText.of("o", 1)
                .ddl(3, create)
                .key("id")
                .column("v", "INT")
                .column("e", "ENUM")
                .in(store);
        SchemaText.of("t", 2)
                .ddl(3, "CREATE TABLE `t` LIKE `o`")
                .key("id")
                .column("v", "INT")
                .column("e", "ENUM")
                .in(store);

        List<Column> columns = table("t").versions().get(0).schema().columns();

        assertThat(columns).extracting(Column::name).containsExactly("id", "e");
        assertThat(columns.get(1).type().elements()).containsExactly("x", "y");
    }

    @Test
    void labelsOfTheSchemaFileComeBeforeThoseOfTheStatement() throws IOException {
        SchemaText.of("t", 1)
                .ddl(3, "CREATE TABLE `t` (broken")
                .key("id")
                .column("e", "ENUM", ", \"ColumnElems\": [\"q\"]")
                .in(store);

        assertThat(table("t").versions().get(0).schema().columns().get(1).type().elements())
                .containsExactly("q");
    }

    @Test
    void aStatementThatIsNeededAndNotUnderstoodStopsTheTable() throws IOException {
        SchemaText.of("t", 5)
                .ddl(3, "CREATE TABLE `t` (broken")
                .key("id")
                .column("e", "ENUM")
                .in(store);

        assertThat(table("t").versions()).as("csv has labels in its rows").hasSize(1);
        TableFeed canalJson = table("t", FeedOptions.of("json"));
        assertThat(canalJson.versions()).isEmpty();
        assertThat(canalJson.problem().version()).isEqualTo(5);
        assertThat(canalJson.problem().message()).contains("s.t", "version 5", "CREATE TABLE `t` (broken");
    }

    @Test
    void aStatementThatWouldTellNoMoreThanTheOrderOfTheKeyNeedNotBeUnderstood() throws IOException {
        String create = "CREATE TABLE `t` (`a` INT,%s`b` INT,PRIMARY KEY(`b`, `a`)) STATS_BUCKETS = 10";
        SchemaText.of("t", 1).ddl(3, create.formatted("")).key("a").key("b").in(store);
        SchemaText.of("u", 1)
                .ddl(3, create.formatted("`v` INT GENERATED ALWAYS AS(`a`) VIRTUAL,"))
                .key("a")
                .column("v", "INT")
                .key("b")
                .in(store);

        assertThat(table("t").versions().get(0).schema().keyNames()).containsExactly("a", "b");
        assertThat(table("u").problem().message()).contains("STATS_BUCKETS");
    }

    @Test
    void thePrimaryKeyHasTheOrderOfTheStatement() throws IOException {
        SchemaText.of("t", 1)
                .ddl(3, "CREATE TABLE `t` (`a` INT,`b` INT,PRIMARY KEY(`b`, `a`))")
                .key("a")
                .key("b")
                .in(store);

        assertThat(table("t").versions().get(0).schema().keyNames()).containsExactly("b", "a");
    }

    @Test
    void withoutAPrimaryKeyTheFirstUniqueKeyWithoutNullsIsTheKey() throws IOException {
        String notNull = ", \"ColumnNullable\": \"false\"";
        SchemaText.of("t", 1)
                .ddl(
                        3,
                        "CREATE TABLE `t` (`a` INT,`b` INT NOT NULL,`c` INT NOT NULL,UNIQUE `x`(`a`),UNIQUE `y`(`c`, `b`),UNIQUE `z`(`b`))")
                .column("a", "INT")
                .column("b", "INT", notNull)
                .column("c", "INT", notNull)
                .in(store);
        SchemaText.of("t", 2)
                .ddl(8, "ALTER TABLE `t` DROP INDEX `z`")
                .column("a", "INT")
                .column("b", "INT", notNull)
                .column("c", "INT", notNull)
                .in(store);
        SchemaText.of("t", 3)
                .ddl(8, "DROP INDEX `Y` ON `t`")
                .column("a", "INT")
                .column("b", "INT", notNull)
                .column("c", "INT", notNull)
                .in(store);

        TableFeed table = table("t");

        assertThat(table.versions())
                .extracting(version -> version.schema().keyNames())
                .containsExactly(List.of("c", "b"), List.of("c", "b"));
        assertThat(table.problem().version()).isEqualTo(3);
    }

    @Test
    void withoutAnyKeyTheMessageSaysWhatToSetAndSettingItHelps() throws IOException {
        SchemaText.of("t", 1)
                .ddl(3, "CREATE TABLE `t` (`a` INT,`b` INT)")
                .column("a", "INT")
                .column("b", "INT")
                .in(store);

        assertThat(table("t").problem().message()).contains("set tables.s.t.key-columns");
        assertThat(table("t", keyColumns("b")).versions().get(0).schema().keyNames())
                .containsExactly("b");
        assertThat(table("t", keyColumns("x")).problem().message())
                .contains("tables.s.t.key-columns names x")
                .contains("a,b");
    }

    private static FeedOptions keyColumns(String column) {
        return new FeedOptions(
                "csv",
                DateSeparator.NONE,
                true,
                ZeroDate.NULL,
                table -> table.equals(new TableId("s", "t")) ? List.of(column) : List.of(),
                table -> true,
                TableShard.WHOLE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20 | ALTER TABLE `t` DROP PARTITION `p`          | definition of partition p is not one",
                "23 | ALTER TABLE `t` TRUNCATE PARTITION `p`      | definition of partition p is not one",
                "42 | ALTER TABLE `t` EXCHANGE PARTITION `p` WITH TABLE `x` | a table that is not known",
                "14 | RENAME TABLE `x` TO `t`                     | no history of the table that gets this name",
                "25 | RECOVER TABLE `t`                           | recovers the table",
                "99 | SOMETHING                                   | unknown"
            })
    void whatMovesRowsInAWayThatTheFilesDoNotTellStopsTheTable(int action, String query, String reason)
            throws IOException {
        created(1).in(store);
        SchemaText.of("t", 5).ddl(action, query).key("id").column("a", "INT").in(store);
        SchemaText.of("t", 6).key("id").column("a", "INT").in(store);

        assertThat(table("t").versions()).extracting(FeedVersion::version).containsExactly(1L);
        assertThat(table("t").problem().version()).isEqualTo(5);
        assertThat(table("t").problem().message())
                .contains(reason)
                .contains("s.t")
                .contains("exclude the table");
    }

    @Test
    void aTableThatIsCreatedThoughItIsThereStops() throws IOException {
        created(1).in(store);
        created(5).in(store);

        assertThat(table("t").versions()).extracting(FeedVersion::step).containsExactly(FIRST);
        assertThat(table("t").problem().version()).isEqualTo(5);
        assertThat(table("t").problem().message()).contains("target-table", "DROP TABLE");
    }

    @Test
    void whatLeavesNoRowBeginsTheTableAgain() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 5)
                .ddl(11, "TRUNCATE TABLE `t`")
                .key("id")
                .column("a", "INT")
                .in(store);
        SchemaText.of("t", 6).key("id").column("a", "INT").in(store);

        assertThat(table("t").versions()).extracting(FeedVersion::step).containsExactly(FIRST, RESTART, SAME);
        assertThat(table("t").problem()).isNull();
        assertThat(table("t").versions().get(2).lineage()).hasSize(2);
    }

    @Test
    void whatBeginsAgainMakesUpForAProblemBefore() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 5).ddl(25, "RECOVER TABLE `t`").key("id").in(store);
        SchemaText.of("t", 6).key("id").in(store);
        SchemaText.of("t", 7).ddl(11, "TRUNCATE TABLE `t`").key("id").in(store);

        assertThat(table("t").versions()).extracting(FeedVersion::step).containsExactly(FIRST, RESTART);
        assertThat(table("t").problem()).isNull();
        assertThat(table("t").problems()).extracting(FeedProblem::version).containsExactly(5L);
    }

    @Test
    void aDroppedTableHasAnEndAndACreatedOneBeginsBehindIt() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 5).ddl(4, "DROP TABLE `s`.`t`").key("id").in(store);
        assertThat(table("t").ends()).extracting(TableEnd::version).containsExactly(5L);
        SchemaText.of("t", 6)
                .ddl(3, "CREATE TABLE `t` (`other` INT PRIMARY KEY)")
                .key("other")
                .in(store);

        assertThat(table("t").versions()).extracting(FeedVersion::step).containsExactly(FIRST, RESTART);
    }

    @Test
    void rowsOfADroppedTableThatNoStatementMadeAgainStopIt() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 5).ddl(4, "DROP TABLE `s`.`t`").key("id").in(store);
        SchemaText.of("t", 6).key("id").column("a", "INT").in(store);

        assertThat(table("t").problem().message()).contains("made by a statement that is not in the changefeed");
    }

    @Test
    void aColumnAddedWithAValueForOldRowsIsFilledInARebuild() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(5, "ALTER TABLE `t` ADD COLUMN `b` INT DEFAULT 7, ADD COLUMN `c` VARCHAR(9) NOT NULL")
                .key("id")
                .column("a", "INT")
                .column("b", "INT", ", \"ColumnDefault\": \"7\"")
                .column("c", "VARCHAR", ", \"ColumnNullable\": \"false\", \"ColumnPrecision\": \"9\"")
                .in(store);
        SchemaText.of("t", 3)
                .ddl(15, "ALTER TABLE `t` ALTER COLUMN `b` SET DEFAULT 8")
                .key("id")
                .column("a", "INT")
                .column("b", "INT", ", \"ColumnDefault\": \"8\"")
                .column("c", "VARCHAR", ", \"ColumnNullable\": \"false\", \"ColumnPrecision\": \"9\"")
                .in(store);

        List<FeedVersion> versions = table("t").versions();

        assertThat(versions).extracting(FeedVersion::step).containsExactly(FIRST, REBUILD, SAME);
        assertThat(versions.get(2).from(versions.get(0)).origins())
                .filteredOn(Filled.class::isInstance)
                .extracting(origin -> ((Filled) origin).text())
                .as("of the statement that added it, not of a later one")
                .containsExactly("7", "");
        assertThat(versions.get(1).isDoubtful()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01 16:00:00, 2026-01-02 01:00:00",
        "2026-01-01 16:00:00.250, 2026-01-02 01:00:00.25",
        "0000-00-00 00:00:00, 0000-00-00 00:00:00"
    })
    void aTimestampThatIsLandedAsTextIsFilledInTheZoneOfTheRows(String utc, String filled) throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(5, "ALTER TABLE `t` ADD COLUMN `b` TIMESTAMP DEFAULT '2026-01-02 01:00:00'")
                .key("id")
                .column("a", "INT")
                .column("b", "TIMESTAMP", ", \"ColumnDefault\": \"" + utc + "\"")
                .in(store);
        FeedOptions tokyo = new FeedOptions(
                "csv",
                DateSeparator.NONE,
                true,
                ZeroDate.NULL,
                ZoneId.of("Asia/Tokyo"),
                table -> List.of(),
                table -> true,
                TableShard.WHOLE,
                table -> Map.of("b", LandAs.TEXT),
                false,
                null,
                false);

        assertThat(fill(tokyo)).isEqualTo(filled);
        assertThat(fill(FeedOptions.of("csv"))).isEqualTo(utc);
    }

    private String fill(FeedOptions options) throws IOException {
        List<FeedVersion> versions =
                new FeedReader(store, options).poll().tables().get(0).versions();
        Filled filled = (Filled) versions.get(1).from(versions.get(0)).origins().get(2);
        return filled.text();
    }

    @ParameterizedTest
    @CsvSource({"DATETIME, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP", "VARBINARY(9), x'ff00', \\uFFFD"})
    void aDefaultThatTheSchemaFileDoesNotTellIsDoubtful(String type, String statement, String told) throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(5, "ALTER TABLE `t` ADD COLUMN `b` " + type + " DEFAULT " + statement)
                .key("id")
                .column("a", "INT")
                .column("b", type.replaceAll("\\(.*", ""), ", \"ColumnDefault\": \"" + told + "\"")
                .in(store);

        assertThat(table("t").versions().get(1).step()).isEqualTo(REBUILD);
        assertThat(table("t").versions().get(1).isDoubtful()).isTrue();
    }

    @Test
    void droppedColumnsStayInPlaceUntilAColumnIsAdded() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(6, "ALTER TABLE `t` DROP COLUMN `a`")
                .key("id")
                .in(store);
        SchemaText.of("t", 3)
                .ddl(5, "ALTER TABLE `t` ADD COLUMN `a` INT")
                .key("id")
                .column("a", "INT")
                .in(store);

        List<FeedVersion> versions = table("t").versions();

        assertThat(versions).extracting(FeedVersion::step).containsExactly(FIRST, NARROWED, REBUILD);
        assertThat(versions.get(2).from(versions.get(0)).origins().get(1))
                .as("the new column is not the old one")
                .isInstanceOf(Filled.class);
    }

    @Test
    void otherColumnsWithoutAStatementStopTheTable() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2).key("id").column("a", "INT").column("b", "INT").in(store);

        assertThat(table("t").problem().message())
                .contains("column b comes from a statement that is not in the changefeed");
    }

    @Test
    void aColumnThatIsMovedIsTheSame() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(12, "ALTER TABLE `t` MODIFY COLUMN `a` INT FIRST")
                .column("a", "INT")
                .key("id")
                .in(store);

        assertThat(table("t").versions()).extracting(FeedVersion::step).containsExactly(FIRST, SAME);
    }

    @Test
    void renamedAndRetypedColumnsAreRebuiltFromTheOldValues() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(12, "ALTER TABLE `t` RENAME COLUMN `a` TO `b`")
                .key("id")
                .column("b", "INT")
                .in(store);
        SchemaText.of("t", 3)
                .ddl(12, "ALTER TABLE `t` CHANGE COLUMN `b` `c` BIGINT")
                .key("id")
                .column("c", "BIGINT")
                .in(store);

        List<FeedVersion> versions = table("t").versions();

        assertThat(versions).extracting(FeedVersion::step).containsExactly(FIRST, REBUILD, REBUILD);
        assertThat(versions.get(2).from(versions.get(0)).origins().get(1)).isInstanceOfSatisfying(Read.class, read -> {
            assertThat(read.column()).isEqualTo(1);
            assertThat(read.path()).extracting(Column::name).containsExactly("a", "b", "c");
        });
    }

    @Test
    void aKeyOfTheSameColumnsInAnotherOrderIsBuiltAgain() throws IOException {
        String columns = "(`a` INT NOT NULL,`b` INT NOT NULL,UNIQUE KEY `k` (`a`,`b`))";
        SchemaText.of("t", 1)
                .ddl(3, "CREATE TABLE `t` " + columns)
                .column("a", "INT", ", \"ColumnNullable\": \"false\"")
                .column("b", "INT", ", \"ColumnNullable\": \"false\"")
                .in(store);
        SchemaText.of("t", 2)
                .ddl(32, "ALTER TABLE `t` ADD PRIMARY KEY (`b`,`a`) NONCLUSTERED")
                .key("a")
                .key("b")
                .in(store);

        List<FeedVersion> versions = table("t").versions();

        assertThat(versions)
                .extracting(version -> version.schema().keyNames())
                .first()
                .isEqualTo(List.of("a", "b"));
        assertThat(table("t").problem()).isNull();
        assertThat(versions.get(1).schema().keyNames()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void anotherKeyStopsTheTable() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(61, "ALTER TABLE `t` DROP PRIMARY KEY, ADD PRIMARY KEY (`a`)")
                .column("id", "INT")
                .key("a")
                .in(store);

        assertThat(table("t").problem().message()).contains("the key changes from [id] to [a]");
    }

    /** The schema file of a renamed table: {@code e.n} at version 2. */
    private void renamed(String query) {
        SchemaText.of("e", "n", 2).ddl(14, query).key("id").column("a", "INT").in(store);
    }

    private List<TableFeed> tables() throws IOException {
        return new FeedReader(store, FeedOptions.of("csv")).poll().tables();
    }

    @Test
    void aRenamedTableTakesItsLineageAlongAlsoWithoutASchemaName() throws IOException {
        created(1).in(store);
        store.put("s/t/1/CDC000001.csv", "row");
        renamed("RENAME TABLE `t` TO `e`.`n`");

        TableFeed renamed = tables().get(0);
        TableFeed old = tables().get(1);

        assertThat(old.ends()).extracting(TableEnd::version).containsExactly(2L);
        assertThat(renamed.table()).isEqualTo(new TableId("e", "n"));
        assertThat(renamed.versions()).extracting(FeedVersion::step).containsExactly(REBUILD);
        assertThat(renamed.versions().get(0).lineage())
                .extracting(version -> version.schema().table().toString())
                .containsExactly("s.t", "e.n");
        assertThat(renamed.files()).extracting(FeedFile::name).containsExactly("s/t/1/CDC000001.csv");
    }

    @Test
    void aTableThatIsLeftOutStillTellsTheLineageOfOneThatIsNot() throws IOException {
        created(1).in(store);
        store.put("s/t/1/CDC000001.csv", "row");
        renamed("RENAME TABLE `s`.`t` TO `e`.`n`");
        FeedOptions options = new FeedOptions(
                "csv",
                DateSeparator.NONE,
                true,
                ZeroDate.NULL,
                table -> List.of(),
                table -> table.schema().equals("e"),
                TableShard.WHOLE);

        List<TableFeed> tables = new FeedReader(store, options).poll().tables();

        assertThat(tables).extracting(TableFeed::table).containsExactly(new TableId("e", "n"));
        assertThat(tables.get(0).files()).hasSize(1);
    }

    @Test
    void aRenameOfOneOfSeveralTablesStopsAllThatItMayMean() throws IOException {
        created(1).in(store);
        String other = created(1).json().replace("\"Schema\": \"s\"", "\"Schema\": \"f\"");
        store.put(SchemaText.path("f/t", 1, other), other);
        renamed("RENAME TABLE `t` TO `e`.`n`");

        assertThat(tables()).allSatisfy(table -> assertThat(table.problem().version())
                .as(table.toString())
                .isEqualTo(2));
    }

    @Test
    void whereFilesDeclareTheirColumnsOnceEveryOtherColumnNeedsAnotherFolder() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2)
                .ddl(5, "ALTER TABLE `t` ADD COLUMN `b` INT")
                .key("id")
                .column("a", "INT")
                .column("b", "INT")
                .in(store);
        SchemaText.of("t", 3)
                .ddl(12, "ALTER TABLE `t` MODIFY COLUMN `b` INT AFTER `id`")
                .key("id")
                .column("b", "INT")
                .column("a", "INT")
                .in(store);
        FeedOptions fixed = new FeedOptions(
                "csv",
                DateSeparator.NONE,
                true,
                ZeroDate.NULL,
                ZoneOffset.UTC,
                table -> List.of(),
                table -> true,
                TableShard.WHOLE,
                table -> Map.of(),
                false,
                null,
                true);

        assertThat(table("t").versions()).extracting(FeedVersion::step).containsExactly(FIRST, ADDITIVE, SAME);
        assertThat(new FeedReader(store, fixed).poll().tables().get(0).versions())
                .extracting(FeedVersion::step)
                .containsExactly(FIRST, REBUILD, REBUILD);
    }

    @Test
    void aNameThatLivesOnlyWithinAStatementIsNoTable() throws IOException {
        String all = "RENAME TABLE `s`.`t` TO `s`.`tmp`, `s`.`u` TO `s`.`t`, `s`.`tmp` TO `s`.`u`";
        created(1).in(store);
        SchemaText.of("u", 1)
                .ddl(3, "CREATE TABLE `u` (`x` INT PRIMARY KEY)")
                .key("x")
                .in(store);
        SchemaText.of("tmp", 2).ddl(14, all).key("id").column("a", "INT").in(store);
        SchemaText.of("u", 2).ddl(14, all).key("id").column("a", "INT").in(store);
        SchemaText.of("t", 2).ddl(14, all).key("x").in(store);

        assertThat(columns(table("t").versions().get(1))).containsExactly("x");
        assertThat(columns(table("u").versions().get(1))).containsExactly("id", "a");
        assertThat(table("u").versions().get(1).lineage())
                .extracting(version -> version.schema().table().table())
                .containsExactly("t", "u");
        assertThat(table("tmp").versions()).isEmpty();
        assertThat(table("tmp").problem()).isNull();

        SchemaText.of("tmp", 3)
                .ddl(3, "CREATE TABLE `tmp` (`z` INT PRIMARY KEY)")
                .key("z")
                .in(store);
        assertThat(columns(table("tmp").versions().get(0))).containsExactly("z");
    }

    @Test
    void tablesThatSwapTheirNamesSwapTheirLineages() throws IOException {
        created(1).in(store);
        SchemaText.of("u", 1)
                .ddl(3, "CREATE TABLE `u` (`x` INT PRIMARY KEY)")
                .key("x")
                .in(store);
        SchemaText.of("u", 2)
                .ddl(14, "RENAME TABLE `s`.`t` TO `s`.`u`")
                .key("id")
                .column("a", "INT")
                .in(store);
        SchemaText.of("t", 2)
                .ddl(14, "RENAME TABLE `s`.`u` TO `s`.`t`")
                .key("x")
                .in(store);

        assertThat(columns(table("t").versions().get(1))).containsExactly("x");
        assertThat(table("t")
                        .versions()
                        .get(1)
                        .lineage()
                        .get(0)
                        .schema()
                        .table()
                        .table())
                .isEqualTo("u");
        assertThat(table("u")
                        .versions()
                        .get(1)
                        .lineage()
                        .get(0)
                        .schema()
                        .table()
                        .table())
                .isEqualTo("t");
    }

    @Test
    void anExchangeStopsTheTableThatTheStatementNames() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 2).key("id").column("a", "INT").in(store);
        SchemaText.of("p", 1)
                .ddl(3, "CREATE TABLE `p` (`id` INT PRIMARY KEY)")
                .key("id")
                .in(store);
        SchemaText.of("p", 2)
                .ddl(42, "ALTER TABLE `s`.`p` EXCHANGE PARTITION `p0` WITH TABLE `s`.`t`")
                .key("id")
                .in(store);

        assertThat(table("t").problem().version()).isEqualTo(2);
        assertThat(table("t").versions()).hasSize(1);
    }

    @Test
    void dropDatabaseEndsItsTables() throws IOException {
        created(1).in(store);
        SchemaText.database(2).ddl(2, "DROP DATABASE `s`").in(store);

        assertThat(table("t").ends()).extracting(TableEnd::version).containsExactly(2L);
        assertThat(table("t").problem()).isNull();
    }

    @Test
    void viewsAreNotTables() throws IOException {
        SchemaText.of("w", 1)
                .ddl(21, "CREATE VIEW `w` AS SELECT 1")
                .column("x", "UNSPECIFIED")
                .in(store);

        assertThat(new FeedReader(store, FeedOptions.of("csv")).poll().tables()).isEmpty();
    }

    @Test
    void sequencesAreNotTables() throws IOException {
        SchemaText.of("q", 1).ddl(34, "CREATE SEQUENCE `q`").in(store);
        SchemaText.of("q", 2).ddl(36, "DROP SEQUENCE `s`.`q`").in(store);

        assertThat(new FeedReader(store, FeedOptions.of("csv")).poll().tables()).isEmpty();
    }

    @Test
    void aBrokenSchemaFileStopsItsTableOnly() throws IOException {
        created(1).in(store);
        SchemaText.of("u", 1)
                .ddl(3, "CREATE TABLE `u` (`id` INT PRIMARY KEY)")
                .key("id")
                .in(store);
        store.put("s/t/meta/schema_7_0000000001.json", "{");

        assertThat(table("t").versions()).hasSize(1);
        assertThat(table("t").problem().version()).isEqualTo(7);
        assertThat(table("t").problem().message()).contains("s/t/meta/schema_7_0000000001.json");
        assertThat(table("u").problem()).isNull();
    }
}
