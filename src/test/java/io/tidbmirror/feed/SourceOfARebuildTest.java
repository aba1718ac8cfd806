package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Covered;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A folder is built again only where everything that was in it can be read again, and where that is wanted. */
class SourceOfARebuildTest extends PlannedTable {
    private static final long DAY = 24L * 60 * 60 * 1000 << 18;

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
    void aTableOfWhichEveryPartitionWasTruncatedBeginsThere() throws IOException {
        SchemaText.of("t", 1).key("id").column("a", "INT").in(store);
        SchemaText.of("t", 10)
                .ddl(23, "ALTER TABLE `t` TRUNCATE PARTITION ALL")
                .key("id")
                .column("a", "INT")
                .in(store);
        renamedColumn(20).in(store);

        assertThat(base(window(landed(21, 10), 100))).isEqualTo(20);
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
}
