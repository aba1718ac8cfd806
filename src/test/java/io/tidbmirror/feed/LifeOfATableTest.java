package io.tidbmirror.feed;

import static io.tidbmirror.feed.FeedVersion.Step.FIRST;
import static io.tidbmirror.feed.FeedVersion.Step.RESTART;
import static io.tidbmirror.feed.FeedVersion.Step.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where tables begin, begin again, end and must stop. */
class LifeOfATableTest extends TableVersions {
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

        assertThat(DefaultFeed.reader(store, DefaultFeed.options("csv")).poll().tables())
                .isEmpty();
    }

    @Test
    void sequencesAreNotTables() throws IOException {
        SchemaText.of("q", 1).ddl(34, "CREATE SEQUENCE `q`").in(store);
        SchemaText.of("q", 2).ddl(36, "DROP SEQUENCE `s`.`q`").in(store);

        assertThat(DefaultFeed.reader(store, DefaultFeed.options("csv")).poll().tables())
                .isEmpty();
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
