package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a table whose statements come as messages. */
class StatementCatalogTest {
    private static final TableId TABLE = new TableId("s", "t");

    private static StatementCatalog.Versions read(String... wordsAndStatements) {
        List<Statement> statements = new ArrayList<>();
        statements.add(new Statement(1, TABLE, "CREATE", "CREATE TABLE `t` (`id` INT PRIMARY KEY,`a` DATETIME)"));
        for (int i = 0; i < wordsAndStatements.length; i += 2) {
            statements.add(new Statement(2 + i, TABLE, wordsAndStatements[i], wordsAndStatements[i + 1]));
        }
        return StatementCatalog.read(statements, List.of(), DefaultFeed.options("json"))
                .get(TABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE `t` /*T![ttl] TTL = `a` + INTERVAL 1 DAY */ /*T![ttl] TTL_ENABLE = 'OFF' */",
                "ALTER TABLE `t` /*T![ttl] REMOVE TTL */"
            })
    void statementsThatCanalHasNoWordForAreReadByTheirText(String statement) {
        StatementCatalog.Versions versions = read("QUERY", statement);

        assertThat(versions.problems()).isEmpty();
        assertThat(versions.versions()).extracting(FeedVersion::step).endsWith(FeedVersion.Step.SAME);
    }

    /** Two rows may have one key then. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DINDEX DROP INDEX `uk` ON `t`",
                "DINDEX ALTER TABLE `t` DROP INDEX `uk`",
                "DINDEX DROP INDEX `PRIMARY` ON `p`",
                "DINDEX ALTER TABLE `p` DROP INDEX `PRIMARY`",
                "DINDEX ALTER TABLE `p` DROP PRIMARY KEY"
            })
    void aTableWhoseKeyGoesStopsHoweverItGoes(String statement) {
        String[] wordAndSql = statement.split(" ", 2);
        TableId table = new TableId("s", statement.contains("`p`") ? "p" : "t");
        String columns = "(`id` BIGINT NOT NULL,`a` INT";
        Map<TableId, StatementCatalog.Versions> read = StatementCatalog.read(
                List.of(
                        new Statement(1, TABLE, "CREATE", "CREATE TABLE `t` " + columns + ",UNIQUE `uk`(`id`))"),
                        new Statement(
                                2,
                                new TableId("s", "p"),
                                "CREATE",
                                "CREATE TABLE `p` " + columns
                                        + ",PRIMARY KEY(`id`) /*T![clustered_index] NONCLUSTERED */)"),
                        new Statement(3, table, wordAndSql[0], wordAndSql[1])),
                List.of(),
                DefaultFeed.options("json"));

        assertThat(read.get(table).problems()).extracting(FeedProblem::version).containsExactly(3L);
        assertThat(read.get(table).problems().get(0).message()).contains("key-columns");
    }

    /** Where the topic still has a statement from before what HEAD remembers of a table. */
    private static Map<TableId, StatementCatalog.Versions> readBehind(Statement... statements) {
        StatementCatalog.Definition now = new StatementCatalog.Definition(
                "CREATE TABLE `t` (`id` INT NOT NULL,`a` INT,PRIMARY KEY (`id`))", false);
        return StatementCatalog.read(
                List.of(statements),
                List.of(new StatementCatalog.Known(TABLE, 80, 100, now)),
                DefaultFeed.options("json"));
    }

    @Test
    void aRenameFromBeforeWhatIsRememberedOfTheTableDoesNotTellItsColumns() {
        StatementCatalog.Versions versions = readBehind(
                        new Statement(
                                10, new TableId("s", "old"), "CREATE", "CREATE TABLE `old` (`x` INT PRIMARY KEY)"),
                        new Statement(40, TABLE, "RENAME", "RENAME TABLE `s`.`old` TO `s`.`t`"),
                        new Statement(120, TABLE, "ALTER", "ALTER TABLE `t` ADD COLUMN `b` INT"))
                .get(TABLE);

        assertThat(versions.problems()).isEmpty();
        assertThat(versions.versions().get(1).schema().columns())
                .extracting(Column::name)
                .containsExactly("id", "a", "b");
    }

    /** A column of it may have come or gone between the copy and what is remembered. */
    @Test
    void aCopyOfATableFromBeforeWhatIsRememberedOfItStops() {
        TableId copy = new TableId("s", "copy");
        String like = "CREATE TABLE `copy` LIKE `t`";

        assertThat(readBehind(new Statement(79, copy, "CREATE", like)).get(copy).problems())
                .extracting(FeedProblem::message)
                .singleElement()
                .asString()
                .contains("it copies the table t");
        assertThat(readBehind(new Statement(90, copy, "CREATE", like)).get(copy).problems())
                .isEmpty();
    }

    @Test
    void aTableThatComesBackStops() {
        assertThat(read("QUERY", "RECOVER TABLE `t`").problems()).hasSize(1);
        assertThat(read("QUERY", "FLASHBACK TABLE `t` TO `u`").problems()).hasSize(1);
    }

    @Test
    void anExchangeOfWhichNoMessageTellsTheOtherSideStopsBothTables() {
        TableId other = new TableId("s", "x");
        String columns = " (`id` INT PRIMARY KEY,`a` INT)";
        Map<TableId, StatementCatalog.Versions> read = StatementCatalog.read(
                List.of(
                        new Statement(
                                1,
                                TABLE,
                                "CREATE",
                                "CREATE TABLE `t`" + columns + " PARTITION BY RANGE (`id`)"
                                        + " (PARTITION `p0` VALUES LESS THAN (10))"),
                        new Statement(2, other, "CREATE", "CREATE TABLE `x`" + columns),
                        new Statement(3, TABLE, "QUERY", "ALTER TABLE `t` EXCHANGE PARTITION `p0` WITH TABLE `x`")),
                List.of(),
                DefaultFeed.options("json"));

        assertThat(read.get(TABLE).problems()).hasSize(1);
        assertThat(read.get(other).problems()).hasSize(1);
    }

    @Test
    void aColumnThatWasThereIsNotAddedAgain() {
        StatementCatalog.Versions versions =
                read("ALTER", "ALTER TABLE `t` ADD COLUMN IF NOT EXISTS `a` INT, ADD COLUMN IF NOT EXISTS `b` INT");

        assertThat(versions.problems()).isEmpty();
        assertThat(versions.versions().get(1).schema().columns())
                .extracting(Column::name)
                .containsExactly("id", "a", "b");
        assertThat(versions.versions().get(1).step()).isEqualTo(FeedVersion.Step.ADDITIVE);
    }
}
