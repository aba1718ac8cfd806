package io.tidbmirror.feed;

import static io.tidbmirror.feed.FeedVersion.Step.FIRST;
import static io.tidbmirror.feed.FeedVersion.Step.REBUILD;
import static io.tidbmirror.feed.FeedVersion.Step.RESTART;
import static io.tidbmirror.feed.FeedVersion.Step.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Projection.Filter;
import io.tidbmirror.change.RowCondition;
import io.tidbmirror.change.RowCondition.Bound;
import io.tidbmirror.change.RowCondition.HashIs;
import io.tidbmirror.change.RowCondition.InList;
import io.tidbmirror.change.RowCondition.InRange;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rows a statement about partitions takes away. */
class PartitionsTest extends TableVersions {
    private static final String RANGE = "RANGE (`id`) (PARTITION `p0` VALUES LESS THAN (10),"
            + "PARTITION `p1` VALUES LESS THAN (20),PARTITION `pm` VALUES LESS THAN (MAXVALUE))";

    private long version;

    private void statement(String table, int action, String query) {
        SchemaText.of(table, ++version)
                .ddl(action, query)
                .key("id")
                .column("v", "VARCHAR")
                .in(store);
    }

    private void partitioned(String by) {
        statement("t", 3, "CREATE TABLE `t` (`id` INT PRIMARY KEY,`v` VARCHAR(9)) PARTITION BY " + by);
    }

    private List<Filter> filters() throws IOException {
        List<FeedVersion> versions = table("t").versions();
        FeedVersion newest = versions.get(versions.size() - 1);
        assertThat(newest.step()).isEqualTo(REBUILD);
        return projection(versions.get(0), newest).filters();
    }

    private static Bound bound(String text) {
        return new Bound(text, false);
    }

    @Test
    void aDroppedRangeReachesFromTheBoundBeforeToItsOwn() throws IOException {
        partitioned(RANGE);
        statement("t", 20, "ALTER TABLE `t` DROP PARTITION `p1`");

        assertThat(filters()).extracting(Filter::condition).containsExactly((RowCondition)
                new InRange(List.of(bound("10")), List.of(bound("20"))));
        assertThat(filters()).allSatisfy(filter -> {
            assertThat(filter.keep()).isFalse();
            assertThat(filter.uniform()).isTrue();
        });
    }

    @Test
    void whatWasDroppedBelongsToTheNextRangeFromThenOn() throws IOException {
        partitioned(RANGE);
        statement("t", 20, "ALTER TABLE `t` DROP PARTITION `p0`");
        statement("t", 23, "ALTER TABLE `t` TRUNCATE PARTITION `p1`");

        assertThat(filters())
                .extracting(Filter::condition)
                .containsExactly(
                        new InRange(List.of(), List.of(bound("10"))), new InRange(List.of(), List.of(bound("20"))));
    }

    @Test
    void addedAndReorganizedPartitionsAreKnown() throws IOException {
        partitioned("RANGE (`id`) (PARTITION `p0` VALUES LESS THAN (10))");
        statement("t", 19, "ALTER TABLE `t` ADD PARTITION (PARTITION `p1` VALUES LESS THAN (30))");
        statement(
                "t",
                64,
                "ALTER TABLE `t` REORGANIZE PARTITION `p1` INTO (PARTITION `a` VALUES LESS THAN (20), PARTITION `b` VALUES LESS THAN (30))");
        statement("t", 23, "ALTER TABLE `t` TRUNCATE PARTITION `b`");

        assertThat(table("t").versions()).extracting(FeedVersion::step).containsExactly(FIRST, SAME, SAME, REBUILD);
        assertThat(filters()).singleElement().satisfies(filter -> {
            assertThat(filter.condition()).isEqualTo(new InRange(List.of(bound("20")), List.of(bound("30"))));
            assertThat(filter.uniform()).as("a folder of p1 holds rows of both").isFalse();
        });
    }

    @Test
    void definitionsOutliveATruncate() throws IOException {
        partitioned(RANGE);
        statement("t", 11, "TRUNCATE TABLE `t`");
        statement("t", 23, "ALTER TABLE `t` TRUNCATE PARTITION `p0`");

        List<FeedVersion> versions = table("t").versions();

        assertThat(versions).extracting(FeedVersion::step).containsExactly(FIRST, RESTART, REBUILD);
        assertThat(versions.get(2).lineage()).hasSize(2);
    }

    @Test
    void aCopyOfATableHasItsPartitions() throws IOException {
        partitioned(RANGE);
        statement("t", 20, "ALTER TABLE `t` DROP PARTITION `p0`");
        statement("c", 3, "CREATE TABLE `c` LIKE `t`");
        statement("c", 23, "ALTER TABLE `c` TRUNCATE PARTITION `p1`");

        List<FeedVersion> versions = table("c").versions();

        assertThat(versions).extracting(FeedVersion::step).containsExactly(FIRST, REBUILD);
        assertThat(projection(versions.get(0), versions.get(1)).filters())
                .extracting(Filter::condition)
                .containsExactly(new InRange(List.of(), List.of(bound("20"))));
    }

    @Test
    void indexesLeaveDefinitionsAsTheyAre() throws IOException {
        partitioned(RANGE);
        statement("t", 7, "CREATE INDEX `i` ON `t` (`v`)");
        statement("t", 20, "ALTER TABLE `t` DROP PARTITION `p0`");

        assertThat(filters()).hasSize(1);
    }

    @Test
    void listsAndHashesTellTheirRows() throws IOException {
        partitioned("LIST COLUMNS (`id`) (PARTITION `a` VALUES IN (1, -2),PARTITION `b` VALUES IN (NULL))");
        statement("t", 23, "ALTER TABLE `t` TRUNCATE PARTITION `a`, `b`");
        assertThat(filters())
                .extracting(Filter::condition)
                .containsExactly(
                        new InList(List.of(List.of(bound("1")), List.of(bound("-2")))),
                        new InList(List.of(List.of(new Bound(null, false)))));

        statement("t", 4, "DROP TABLE `s`.`t`");
        partitioned("HASH (`id`) PARTITIONS 4");
        statement("t", 23, "ALTER TABLE `t` TRUNCATE PARTITION `p3`");
        List<FeedVersion> versions = table("t").versions();
        assertThat(projection(versions.get(2), versions.get(3)).filters().get(0).condition())
                .isEqualTo(new HashIs(4, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DEFAULT", "VALUES IN (DEFAULT)", "VALUES IN (9, DEFAULT)"})
    void whatNoOtherListTakesLeavesTheOtherListsKnown(String others) throws IOException {
        partitioned("LIST COLUMNS (`id`) (PARTITION `a` VALUES IN (1, -2),PARTITION `b` " + others + ")");
        statement("t", 20, "ALTER TABLE `t` DROP PARTITION `a`");
        assertThat(filters())
                .extracting(Filter::condition)
                .containsExactly(new InList(List.of(List.of(bound("1")), List.of(bound("-2")))));

        statement("t", 23, "ALTER TABLE `t` TRUNCATE PARTITION `b`");
        assertThat(table("t").problem().version()).isEqualTo(3);
    }

    @Test
    void allPartitionsAreTheTable() throws IOException {
        partitioned(RANGE);
        statement("t", 23, "ALTER TABLE `t` TRUNCATE PARTITION ALL");

        assertThat(table("t").versions()).extracting(FeedVersion::step).containsExactly(FIRST, RESTART);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RANGE (YEAR(`id`)) (PARTITION `p0` VALUES LESS THAN (10))",
                "RANGE (`id`) (PARTITION `p0` VALUES LESS THAN (UNIX_TIMESTAMP('2024-01-01')))",
                "RANGE COLUMNS (`v`) (PARTITION `p0` VALUES LESS THAN ('m'))",
                "KEY (`id`) PARTITIONS 4",
                "HASH (`id` + 1) PARTITIONS 4"
            })
    void whatNoPlainKeyColumnTellsStopsTheTable(String by) throws IOException {
        partitioned(by);
        statement("t", 23, "ALTER TABLE `t` TRUNCATE PARTITION `p0`");

        assertThat(table("t").versions()).extracting(FeedVersion::step).containsExactly(FIRST);
        assertThat(table("t").problem().version()).isEqualTo(2);
    }

    @Test
    void anExchangeGivesEachTableTheRowsOfTheOther() throws IOException {
        partitioned(RANGE);
        statement("x", 3, "CREATE TABLE `x` (`id` INT PRIMARY KEY,`v` VARCHAR(9))");
        statement("t", 42, "ALTER TABLE `s`.`t` EXCHANGE PARTITION `p0` WITH TABLE `s`.`x`");
        version--;
        statement("x", 0, "");

        FeedVersion whole = table("t").versions().get(1);
        FeedVersion part = table("x").versions().get(1);

        assertThat(whole.parents())
                .extracting(parent -> parent.version().schema().table().table()
                        + parent.projection().filters().get(0).keep())
                .containsExactly("tfalse", "xtrue");
        assertThat(part.parents())
                .extracting(parent -> parent.version().schema().table().table()
                        + parent.projection().filters().get(0).keep())
                .containsExactly("ttrue");
    }

    @Test
    void anExchangeWithoutValidationStopsBothTables() throws IOException {
        partitioned(RANGE);
        statement("x", 3, "CREATE TABLE `x` (`id` INT PRIMARY KEY,`v` VARCHAR(9))");
        statement("t", 42, "ALTER TABLE `s`.`t` EXCHANGE PARTITION `p0` WITH TABLE `s`.`x` WITHOUT VALIDATION");
        version--;
        statement("x", 0, "");

        assertThat(table("t").problem().version()).isEqualTo(3);
        assertThat(table("x").problem().message()).contains("were not validated");
    }
}
