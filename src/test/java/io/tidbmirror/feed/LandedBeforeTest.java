package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Covered;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Another changefeed brought the table so far; this one's folder has nothing of it from before. */
class LandedBeforeTest extends PlannedTable {
    private static final long LANDED = 500;
    private static final long VERSION = 600;
    private static final long CHECKPOINT = 1000;

    private static RebuildRules begun(long startTs) {
        return new RebuildRules(true, true, new SourceProof(false, true, null, null, OptionalLong.of(startTs)));
    }

    private void first(int action, String statement) {
        SchemaText.of("t", VERSION)
                .ddl(action, statement)
                .key("id")
                .column("a", "INT")
                .column("b", "INT", ", \"ColumnDefault\": \"5\"")
                .in(store);
    }

    private FeedPlan plan(RebuildRules rules) throws IOException {
        return plan(rules, "id a b");
    }

    private FeedPlan plan(RebuildRules rules, String columns) throws IOException {
        return planner(rules, CHECKPOINT).plan(landed(LANDED, 0).with(List.of(columns.split(" "))));
    }

    private String doubt(RebuildRules rules, long landed) throws IOException {
        return planner(rules, CHECKPOINT).doubt(landed(landed, 0));
    }

    @ParameterizedTest
    @CsvSource({"3, CREATE TABLE t (id INT PRIMARY KEY)", "11, TRUNCATE TABLE t"})
    void aTableThatWasMadeOrEmptiedSinceBeginsAgain(int action, String statement) throws IOException {
        first(action, statement);

        FeedPlan plan = plan(COMPLETE);

        assertThat(plan).isInstanceOf(FeedPlan.Go.class);
        FeedWindow window = ((FeedPlan.Go) plan).window();
        assertThat(base(window)).isEqualTo(VERSION);
        assertThat(window.from().streams()).isEmpty();
        RebuildRules quarantine = new RebuildRules(false, true, SourceProof.UNKNOWN);
        assertThat(reason(plan(quarantine))).contains("s.t", statement, "landing.on-incompatible-change=rebuild");
    }

    @ParameterizedTest
    @CsvSource({
        "12, ALTER TABLE `t` RENAME COLUMN `c` TO `a`, id c b",
        "12, ALTER TABLE `t` MODIFY COLUMN `a` INT, id a b",
        "5, ALTER TABLE `t` ADD COLUMN `b` INT DEFAULT 5, id a",
        "5, ALTER TABLE `t` ADD COLUMN `a` INT, id A b",
        "61, 'ALTER TABLE `t` DROP COLUMN `a`, ADD COLUMN `a` INT', id a b",
        "20, ALTER TABLE `t` DROP PARTITION `p0`, id a b",
        "23, ALTER TABLE `t` TRUNCATE PARTITION `p0`, id a b",
    })
    void aTableStopsAtAFirstStatementThatMayChangeRowsWhichAreLanded(int action, String statement, String columns)
            throws IOException {
        first(action, statement);

        assertThat(reason(plan(COMPLETE, columns)))
                .contains("s.t", statement, "landed up to 500", "snapshot.location", "table rebuild");
    }

    @ParameterizedTest
    @CsvSource({
        "0, '', id a",
        "0, '', id c b",
        "7, ALTER TABLE `t` ADD INDEX (`a`), id a",
        "5, ALTER TABLE `t` ADD COLUMN `a` INT, id"
    })
    void aTableStopsWhereColumnsCameThatNoStatementTellsOf(int action, String statement, String columns)
            throws IOException {
        first(action, statement);

        assertThat(reason(plan(COMPLETE, columns))).contains("s.t", "landed up to 500", "id]", "table rebuild");
    }

    @ParameterizedTest
    @CsvSource({
        "0, '', id a b",
        "0, '', ID a B c",
        "0, '', id b",
        "5, ALTER TABLE `t` ADD COLUMN `a` INT, id b",
        "6, ALTER TABLE `t` DROP COLUMN `c`, id a b c",
        "61, 'ALTER TABLE `t` DROP COLUMN `c`, ADD COLUMN `a` INT', id b c",
        "7, ALTER TABLE `t` ADD INDEX (`a`), id a b",
        "8, ALTER TABLE `t` DROP INDEX `i`, id a b",
        "17, ALTER TABLE `t` COMMENT = 'c', id a b"
    })
    void aTableGoesOnBehindAFirstStatementThatChangesNoRow(int action, String statement, String columns)
            throws IOException {
        first(action, statement);

        FeedPlan plan = plan(COMPLETE, columns);

        assertThat(plan).isInstanceOf(FeedPlan.Go.class);
        assertThat(((FeedPlan.Go) plan).window().base()).isNull();
        assertThat(((FeedPlan.Go) plan).window().from().commitTs()).hasValue(LANDED);
    }

    @Test
    void aTableWithoutALandedRowGoesOnBehindAnyStatement() throws IOException {
        first(12, "ALTER TABLE `t` RENAME COLUMN `c` TO `a`");

        assertThat(planner(COMPLETE, CHECKPOINT).plan(new Landed(Covered.below(LANDED), 0, false, false)))
                .isInstanceOf(FeedPlan.Go.class);
    }

    @Test
    void aColumnThatLandedFilesHaveFromBeforeDoesNotComeAgainInPlace() throws IOException {
        SchemaText.of("t", VERSION).key("id").in(store);
        SchemaText.of("t", VERSION + 100)
                .ddl(5, "ALTER TABLE `t` ADD COLUMN `A` INT")
                .key("id")
                .column("A", "INT")
                .in(store);
        Landed landed = landed(LANDED, 0);

        FeedWindow window = window(landed, CHECKPOINT);
        assertThat(window.to().commitTs()).hasValue(VERSION + 100);
        Landed there = landed(VERSION + 100, 0);
        assertThat(reason(planner(COMPLETE, CHECKPOINT).plan(there)))
                .contains("s.t", "ADD COLUMN `A`", "[a]", "table rebuild");
        assertThat(window(there.with(List.of("id")), CHECKPOINT).to().commitTs())
                .hasValue(VERSION + 101);
    }

    @Test
    void aTableThatTheChangefeedDoesNotReachStopsIfItsStartIsTold() throws IOException {
        first(0, "");

        assertThat(reason(plan(begun(LANDED + 1))))
                .contains(
                        "s.t", "landed up to 500", "began at 501", "feed.start-ts", "--start-ts=499", "table rebuild");
    }

    @ParameterizedTest
    @ValueSource(longs = {LANDED - 1, LANDED})
    void aTableThatTheChangefeedReachesGoesOnWithoutAWord(long startTs) throws IOException {
        first(0, "");

        assertThat(plan(begun(startTs))).isInstanceOf(FeedPlan.Go.class);
        assertThat(doubt(begun(startTs), LANDED)).isNull();
    }

    @Test
    void changesThatMayBeMissingAreTold() throws IOException {
        first(0, "");

        assertThat(doubt(COMPLETE, LANDED)).contains("s.t", "landed up to 500", "600", "feed.start-ts");
        assertThat(doubt(COMPLETE, VERSION + 1)).as("it goes on").isNull();
        assertThat(doubt(begun(VERSION), VERSION))
                .as("its first checkpoint may be its start-ts")
                .isNull();
    }

    /** Nobody can tell whether the former one ended behind the start of the next. */
    @Test
    void twoChangefeedsInOneFolderAreToldOfAndStopNothing() throws IOException {
        created(100).in(store);

        assertThat(plan(begun(LANDED + 1))).isInstanceOf(FeedPlan.Go.class);
        assertThat(doubt(begun(LANDED + 1), LANDED)).contains("s.t", "landed up to 500", "began at 501", "checkpoint");
        assertThat(doubt(begun(LANDED), LANDED)).isNull();
    }
}
