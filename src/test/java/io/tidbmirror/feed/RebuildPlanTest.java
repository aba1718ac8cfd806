package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Covered;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the next window of a table is when statements changed its rows. */
class RebuildPlanTest extends PlannedTable {
    @Test
    void theLogIsReadAgainVersionByVersionInTheColumnsOfTheBase() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 20)
                .ddl(5, "ALTER TABLE `t` ADD COLUMN `c` INT")
                .key("id")
                .column("a", "INT")
                .column("c", "INT")
                .in(store);
        SchemaText.of("t", 30)
                .ddl(12, "ALTER TABLE `t` RENAME COLUMN `a` TO `b`")
                .key("id")
                .column("b", "INT")
                .column("c", "INT")
                .in(store);
        store.put("s/t/1/CDC000001.csv", "r").put("s/t/20/CDC000001.csv", "r").put("s/t/30/CDC000001.csv", "r");

        FeedWindow first = window(landed(31, 0), 100);
        FeedWindow second = window(new Landed(Covered.below(21), 30, true, false), 100);
        FeedWindow behind = window(landed(31, 30), 100);

        assertThat(List.of(base(first), base(second), base(behind))).containsOnly(30L);
        assertThat(List.of(first.closed(), second.closed(), behind.closed())).containsExactly(true, true, false);
        assertThat(first.from()).isEqualTo(Covered.NOTHING);
        assertThat(first.to()).isEqualTo(Covered.below(21));
        assertThat(first.schema().version()).isEqualTo(30);
        assertThat(first.spans())
                .extracting(span -> span.file().schema().version())
                .containsExactly(1L);
        assertThat(second.to()).isEqualTo(Covered.below(31));
        assertThat(second.spans())
                .allSatisfy(span -> assertThat(span.projection()).isNotNull())
                .extracting(span -> span.file().schema().version())
                .containsExactly(20L);
        assertThat(behind.to()).isEqualTo(Covered.below(100));
        assertThat(behind.spans())
                .allSatisfy(span -> assertThat(span.projection()).isNull());
    }

    @Test
    void aFolderMayGoOnBehindAStatementThatChangesNoColumn() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 20)
                .ddl(17, "ALTER TABLE `t` COMMENT = 'x'")
                .key("id")
                .column("a", "INT")
                .in(store);
        renamedColumn(30).in(store);
        store.put("s/t/1/CDC000001.csv", "r").put("s/t/20/CDC000001.csv", "r");

        FeedWindow first = window(new Landed(Covered.NOTHING, 30, true, false), 100);
        FeedWindow second = window(new Landed(Covered.below(21), 30, true, false), 100);

        assertThat(first.to()).isEqualTo(Covered.below(21));
        assertThat(List.of(first.closed(), second.closed())).containsExactly(false, true);
        assertThat(second.spans())
                .extracting(span -> span.file().schema().version())
                .containsExactly(1L, 20L);
    }

    @Test
    void aTableThatIsNotLandedYetBeginsOnTheNewestBase() throws IOException {
        created(1).in(store);
        renamedColumn(20).in(store);
        truncated(30).in(store);

        assertThat(base(window(Landed.NOTHING, 25))).isEqualTo(20);
        assertThat(base(window(Landed.NOTHING, 100))).isEqualTo(30);
        assertThat(window(Landed.NOTHING, 100).to()).isEqualTo(Covered.below(100));
    }

    @Test
    void aTruncatedTableIsReplacedByNothingBeforeItsNewRowsFollow() throws IOException {
        created(1).in(store);
        truncated(30).in(store);

        FeedWindow empty = window(landed(25, 0), 100);

        assertThat(base(empty)).isEqualTo(30);
        assertThat(empty.from()).isEqualTo(Covered.NOTHING);
        assertThat(empty.to()).isEqualTo(Covered.below(31));
    }

    @Test
    void anUncertainConversionIsTriedOnceEverythingBeforeItIsLanded() throws IOException {
        created(1).in(store);
        retyped(20, "FLOAT").in(store);

        assertThat(window(landed(10, 0), 100).base()).isNull();
        assertThat(window(landed(10, 0), 100).to()).isEqualTo(Covered.below(21));
        assertThat(base(window(landed(21, 0), 100))).isEqualTo(20);
    }

    @Test
    void whatBeginsAgainBehindAnUncertainConversionIsTakenAtOnce() throws IOException {
        created(1).in(store);
        retyped(20, "FLOAT").in(store);
        SchemaText.of("t", 30)
                .ddl(11, "TRUNCATE TABLE `t`")
                .key("id")
                .column("a", "FLOAT")
                .in(store);

        assertThat(base(window(landed(10, 0), 100))).isEqualTo(30);
    }

    @Test
    void aTableThatCannotBeLandedIsToldAlsoWhereItWasDroppedAndMadeAgain() throws IOException {
        for (long version : new long[] {1, 30}) {
            SchemaText.of("t", version)
                    .ddl(3, "CREATE TABLE `t` (`a` INT)")
                    .column("a", "INT")
                    .in(store);
        }
        SchemaText.of("t", 20).ddl(4, "DROP TABLE `s`.`t`").column("a", "INT").in(store);

        TableEnd end = Objects.requireNonNull(planner(COMPLETE, 25).end());

        assertThat(end.version()).isEqualTo(20);
        assertThat(planner(COMPLETE, 25).behind(end)).isInstanceOf(FeedPlan.Rest.class);
        assertThat(reason(planner(COMPLETE, 100).behind(end))).contains("no primary key");
    }

    @Test
    void aTableThatCannotBeLandedIsToldAlsoWhereItGetsTheNameOfOneThatIs() throws IOException {
        created(1).in(store);
        SchemaText.of("x", 1)
                .ddl(3, "CREATE TABLE `x` (`a` INT)")
                .column("a", "INT")
                .in(store);
        SchemaText.of("u", 20)
                .ddl(14, "RENAME TABLE `s`.`t` TO `s`.`u`")
                .key("id")
                .column("a", "INT")
                .in(store);
        SchemaText.of("t", 20)
                .ddl(14, "RENAME TABLE `s`.`x` TO `s`.`t`")
                .column("a", "INT")
                .in(store);

        TableEnd end = Objects.requireNonNull(planner(COMPLETE, 100).end());

        assertThat(end.version()).isEqualTo(20);
        assertThat(reason(planner(COMPLETE, 100).behind(end))).contains("s.x, which gets this name, stopped before");
    }

    @Test
    void rowsFromBeforeAKeyOfAnotherOrderAreLandedUnderTheNewOne() throws IOException {
        String required = ", \"ColumnNullable\": \"false\"";
        SchemaText.of("t", 1)
                .ddl(3, "CREATE TABLE `t` (`a` INT NOT NULL,`b` INT NOT NULL,UNIQUE(`b`, `a`))")
                .column("a", "INT", required)
                .column("b", "INT", required)
                .in(store);
        SchemaText.of("t", 20)
                .ddl(32, "ALTER TABLE `t` ADD PRIMARY KEY(`a`, `b`) /*T![clustered_index] NONCLUSTERED */")
                .key("a")
                .key("b")
                .in(store);
        store.put("s/t/1/CDC000001.csv", "row");

        FeedWindow window = window(Landed.NOTHING, 100);

        assertThat(window.schema().keyNames()).containsExactly("a", "b");
        assertThat(window.spans()).allSatisfy(span -> assertThat(span.projection())
                .as("its schema, and so the key of the folder")
                .isNotNull());
    }

    @Test
    void aFolderOfOneExchangedTableMayGoOnWhereTheOtherBeganAVersion() throws IOException {
        String partitions = "PARTITION BY RANGE (`id`) (PARTITION `p` VALUES LESS THAN (10))";
        partitioned(1, 3, "CREATE TABLE `t` (`id` INT PRIMARY KEY) " + partitions);
        SchemaText.of("x", 2)
                .ddl(3, "CREATE TABLE `x` (`id` INT PRIMARY KEY)")
                .key("id")
                .in(store);
        partitioned(10, 23, "ALTER TABLE `t` TRUNCATE PARTITION `p`");
        partitioned(20, 42, "ALTER TABLE `s`.`t` EXCHANGE PARTITION `p` WITH TABLE `s`.`x`");
        SchemaText.of("x", 20).key("id").in(store);

        FeedWindow first = window(new Landed(Covered.NOTHING, 20, true, false), 100);
        FeedWindow second = window(new Landed(Covered.below(11), 20, true, false), 100);

        assertThat(List.of(first.to(), second.to())).containsExactly(Covered.below(11), Covered.below(21));
        assertThat(List.of(first.closed(), second.closed())).containsExactly(false, true);
    }

    private void partitioned(long version, int action, String statement) {
        SchemaText.of("t", version).ddl(action, statement).key("id").in(store);
    }

    @Test
    void aTableEndsOnlyOnceTheCheckpointIsAboveItAndNoOtherHasItsName() throws IOException {
        created(1).in(store);
        SchemaText.of("t", 20)
                .ddl(4, "DROP TABLE `s`.`t`")
                .key("id")
                .column("a", "INT")
                .in(store);
        created(30).in(store);

        assertThat(planner(COMPLETE, 20).end()).isNull();
        assertThat(Objects.requireNonNull(planner(COMPLETE, 21).end()).version())
                .isEqualTo(20);
        assertThat(planner(COMPLETE, 100).end()).isNull();
        assertThat(base(window(new Landed(Covered.NOTHING, 20, false, true), 100)))
                .isEqualTo(30);
        assertThat(planner(COMPLETE, 21).plan(new Landed(Covered.NOTHING, 20, false, true)))
                .isInstanceOf(FeedPlan.Rest.class);
    }
}
