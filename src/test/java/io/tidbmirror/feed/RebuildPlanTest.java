package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Covered;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the next window of a table is when statements changed its rows. */
class RebuildPlanTest {
    private static final long DAY = 24L * 60 * 60 * 1000 << 18;
    private static final RebuildRules COMPLETE = new RebuildRules(true, true, new SourceProof(true, true));

    private final MemoryFeedStore store = new MemoryFeedStore();

    private static SchemaText created(long version) {
        return SchemaText.of("t", version)
                .ddl(3, "CREATE TABLE `t` (`id` INT PRIMARY KEY,`a` INT)")
                .key("id")
                .column("a", "INT");
    }

    private static SchemaText renamedColumn(long version) {
        return SchemaText.of("t", version)
                .ddl(12, "ALTER TABLE `t` RENAME COLUMN `a` TO `b`")
                .key("id")
                .column("b", "INT");
    }

    private static SchemaText truncated(long version) {
        return SchemaText.of("t", version)
                .ddl(11, "TRUNCATE TABLE `t`")
                .key("id")
                .column("b", "INT");
    }

    private static SchemaText retyped(long version, String type) {
        return SchemaText.of("t", version)
                .ddl(12, "ALTER TABLE `t` MODIFY COLUMN `a` " + type)
                .key("id")
                .column("a", type);
    }

    private ResolvedPlanner planner(RebuildRules rules, long checkpoint) throws IOException {
        store.put("metadata", "{\"checkpoint-ts\":" + checkpoint + "}");
        TableFeed feed =
                new FeedReader(store, FeedOptions.of("csv")).poll().tables().get(0);
        return new ResolvedPlanner(feed, new ReadLedger(), rules, checkpoint);
    }

    private FeedWindow window(Landed landed, long checkpoint) throws IOException {
        FeedPlan plan = planner(COMPLETE, checkpoint).plan(landed);
        assertThat(plan).isInstanceOf(FeedPlan.Go.class);
        return ((FeedPlan.Go) plan).window();
    }

    private static String reason(FeedPlan plan) {
        assertThat(plan).isInstanceOf(FeedPlan.Stop.class);
        return ((FeedPlan.Stop) plan).reason();
    }

    private static Landed landed(long covered, long base) {
        return new Landed(Covered.below(covered), base, false, false);
    }

    private static long base(FeedWindow window) {
        return Objects.requireNonNull(window.base()).version();
    }

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
    void withoutAWholeSourceTheTableStopsAtTheStatementAndSaysWhatToProvide() throws IOException {
        SchemaText.of("t", 1).key("id").column("a", "INT").in(store);
        renamedColumn(20).in(store);

        FeedPlan before = planner(COMPLETE, 100).plan(landed(10, 0));
        FeedPlan after = planner(COMPLETE, 100).plan(landed(21, 0));

        assertThat(((FeedPlan.Go) before).window().to()).isEqualTo(Covered.below(21));
        assertThat(reason(after)).contains("RENAME COLUMN", "first schema file is of version 1", "An export");
    }

    @Test
    void oldDayFoldersMayHaveExpiredUnlessSomebodySaysOtherwise() throws IOException {
        created(1).in(store);
        renamedColumn(20).in(store);
        RebuildRules unknown = new RebuildRules(true, true, SourceProof.UNKNOWN);
        RebuildRules kept = new RebuildRules(true, true, new SourceProof(false, false));

        assertThat(reason(planner(unknown, 2 * DAY).plan(landed(21, 0))))
                .contains("feed.cloud-storage-config.file-expiration-days=0", "feed.complete=true");
        assertThat(planner(kept, 2 * DAY).plan(landed(21, 0))).isInstanceOf(FeedPlan.Go.class);
        assertThat(planner(unknown, DAY / 2).plan(landed(21, 0)))
                .as("a day folder of less than a day cannot have expired")
                .isInstanceOf(FeedPlan.Go.class);
    }

    @Test
    void aDirectoryWithoutItsFirstFileIsNotWhole() throws IOException {
        created(1).in(store);
        renamedColumn(20).in(store);
        store.put("s/t/1/CDC000002.csv", "row");
        RebuildRules kept = new RebuildRules(true, true, new SourceProof(false, false));

        assertThat(reason(planner(kept, 100).plan(landed(21, 0))))
                .contains("files before s/t/1/CDC000002.csv are missing", "feed.complete=true");
        assertThat(planner(COMPLETE, 100).plan(landed(21, 0))).isInstanceOf(FeedPlan.Go.class);
    }

    @Test
    void onWishATableIsQuarantinedInPlaceOfARebuild() throws IOException {
        created(1).in(store);
        renamedColumn(20).in(store);
        RebuildRules quarantine = new RebuildRules(false, true, new SourceProof(true, true));

        assertThat(reason(planner(quarantine, 100).plan(landed(21, 0))))
                .contains("landing.on-incompatible-change=rebuild");
        assertThat(planner(quarantine, 100).plan(Landed.NOTHING))
                .as("nothing is landed that would have to go")
                .isInstanceOf(FeedPlan.Go.class);
    }

    @Test
    void theOperatorsWishBuildsTheNewestBaseAgain() throws IOException {
        created(1).in(store);

        FeedWindow window = window(landed(50, ~1L), 100);
        SchemaText.of("t", 1).key("id").column("a", "INT").in(store);
        FeedPlan incomplete = planner(COMPLETE, 100).plan(landed(50, ~1L));

        assertThat(base(window)).isEqualTo(1);
        assertThat(window.from()).isEqualTo(Covered.NOTHING);
        assertThat(reason(incomplete)).contains("creates no table");
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

        assertThat(Objects.requireNonNull(planner(COMPLETE, 25).end()).version())
                .isEqualTo(20);
        assertThat(planner(COMPLETE, 100).end()).isNull();
        assertThat(reason(planner(COMPLETE, 100).plan(Landed.NOTHING))).contains("no primary key");
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
