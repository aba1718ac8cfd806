package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Covered;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * TiCDC deletes day folders whether they were read or not (ticdc-storage.md section 5): a table that is behind for longer than
 * they are kept would go on without the rows in them.
 */
class ExpiredFeedTest extends PlannedTable {
    private static final long HOUR = 60L * 60 * 1000 << 18;
    private static final long DAY = 24 * HOUR;
    private static final long CREATED = 100 * DAY;
    private static final long RENAMED = CREATED + DAY;

    private FeedPlan plan(SourceProof proof, Landed landed, long checkpoint) throws IOException {
        return planner(new RebuildRules(true, true, proof), checkpoint).plan(landed);
    }

    private static SourceProof kept(boolean complete, long days) {
        return new SourceProof(complete, true, new Retention(days), null, OptionalLong.empty());
    }

    @Test
    void aTableThatIsBehindForLongerThanFilesAreKeptStops() throws IOException {
        created(CREATED).in(store);
        Landed landed = landed(CREATED + DAY, 0);
        long later = CREATED + 9 * DAY;

        assertThat(reason(plan(kept(false, 7), landed, later)))
                .contains("s.t", "1970-04-12T", "7 days", "1970-04-20T", "feed.complete=true", "table rebuild");
        assertThat(plan(kept(false, 9), landed, later))
                .as("nothing of it has expired")
                .isInstanceOf(FeedPlan.Go.class);
        assertThat(plan(kept(true, 7), landed, later)).as("the operator's word").isInstanceOf(FeedPlan.Go.class);
        assertThat(plan(SourceProof.UNKNOWN, landed, later))
                .as("nobody says that files expire")
                .isInstanceOf(FeedPlan.Go.class);
    }

    @Test
    void aTableThatWasMadeBeforeTheOldestFileThatIsKeptDoesNotBeginWithoutItsFirstRows() throws IOException {
        created(CREATED).in(store);
        assertThat(plan(kept(false, 7), Landed.NOTHING, CREATED + 8 * DAY)).isInstanceOf(FeedPlan.Stop.class);
        assertThat(plan(kept(false, 7), Landed.NOTHING, CREATED + 6 * DAY)).isInstanceOf(FeedPlan.Go.class);
    }

    /** A changefeed that began later than the table never had its first rows. */
    @Test
    void aTableWhoseCreationIsNotInTheFeedBeginsWithWhatIsThere() throws IOException {
        SchemaText.of("t", CREATED).key("id").in(store);

        assertThat(plan(kept(false, 7), Landed.NOTHING, CREATED + 8 * DAY)).isInstanceOf(FeedPlan.Go.class);
    }

    /** With {@code mirror.once} rows below the first checkpoint are landed, from listings that are made later and later. */
    @Test
    void whatIsListedMayHaveExpiredByTheNewestCheckpoint() throws IOException {
        created(CREATED).in(store);
        store.put("metadata", "{\"checkpoint-ts\":" + (CREATED + 9 * DAY) + "}");
        TableFeed feed = DefaultFeed.reader(store, DefaultFeed.options("csv"))
                .poll()
                .tables()
                .get(0);
        RebuildRules rules = new RebuildRules(true, true, kept(false, 7));
        ResolvedPlanner planner = new ResolvedPlanner(feed, new ReadLedger(), rules, CREATED + 2 * DAY);

        assertThat(reason(planner.plan(landed(CREATED + DAY, 0)))).contains("rows in between may be gone");
    }

    @Test
    void aTableThatIsYoungerThanFilesAreKeptIsBuiltAgain() throws IOException {
        created(CREATED).in(store);
        renamedColumn(RENAMED).in(store);
        Landed reached = landed(RENAMED + 1, 0);

        assertThat(plan(kept(false, 7), reached, CREATED + 6 * DAY)).isInstanceOf(FeedPlan.Go.class);
        assertThat(reason(plan(kept(false, 7), reached, CREATED + 7 * DAY)))
                .contains("RENAME COLUMN", "7 days", "feed.complete=true", "An export")
                .doesNotContain("expiration-days=0");
        assertThat(plan(kept(true, 7), reached, CREATED + 7 * DAY)).isInstanceOf(FeedPlan.Go.class);
    }

    /** What it needs of the changefeed is behind the statement, as for a table that just goes on. */
    @Test
    void aTableThatBeginsAgainNeedsNothingOfItsLog() throws IOException {
        created(CREATED).in(store);
        truncated(RENAMED).in(store);
        Landed reached = landed(RENAMED + 1, 0);
        Landed begun = new Landed(Covered.NOTHING, RENAMED, true, false);

        assertThat(plan(SourceProof.UNKNOWN, reached, CREATED + 9 * DAY)).isInstanceOf(FeedPlan.Go.class);
        assertThat(plan(SourceProof.UNKNOWN, begun, CREATED + 9 * DAY)).isInstanceOf(FeedPlan.Go.class);
    }

    /** A process that is away while a folder is built again may find less than there was when it began. */
    @Test
    void aFolderThatIsBuiltAgainDoesNotGoOnWithoutWhatHasExpiredMeanwhile() throws IOException {
        created(CREATED).in(store);
        renamedColumn(RENAMED).in(store);
        Landed begun = new Landed(Covered.NOTHING, RENAMED, true, false);
        Landed half = new Landed(Covered.below(CREATED + DAY / 2), RENAMED, true, false);

        for (Landed landed : List.of(begun, half)) {
            assertThat(plan(kept(false, 7), landed, CREATED + 6 * DAY)).isInstanceOf(FeedPlan.Go.class);
            assertThat(reason(plan(kept(false, 7), landed, CREATED + 8 * DAY)))
                    .contains("s.t", "RENAME COLUMN", "7 days", "feed.complete=true", "An export");
            assertThat(reason(plan(SourceProof.UNKNOWN, landed, CREATED + 2 * DAY)))
                    .contains("expiration-days=0");
            assertThat(plan(kept(true, 7), landed, CREATED + 8 * DAY)).isInstanceOf(FeedPlan.Go.class);
        }
    }

    /** The zone of the folders' days is that of the operating system under TiCDC, which no option tells. */
    @Test
    void whatIsKeptIsKeptInEveryTimeZone() {
        Retention week = new Retention(7);
        for (String zone :
                List.of("UTC", "Asia/Tokyo", "Pacific/Kiritimati", "America/Los_Angeles", "America/Havana")) {
            for (long row = CREATED; row < CREATED + 366 * DAY; row += HOUR) {
                for (long age = 6 * DAY; age <= 8 * DAY; age += HOUR) {
                    assertThat(week.keeps(row, row + age) && isDeleted(row, row + age, ZoneId.of(zone)))
                            .as("%s %s %s", zone, row, age)
                            .isFalse();
                }
            }
        }
        assertThat(week.keeps(CREATED, CREATED + 7 * DAY - HOUR)).isTrue();
        assertThat(week.keeps(CREATED, CREATED + 7 * DAY)).isFalse();
    }

    /** RemoveExpiredFiles of tiflow and ticdc, for a file that is written as soon as its row is committed. */
    private static boolean isDeleted(long row, long checkpoint, ZoneId local) {
        LocalDate folder = LocalDate.ofInstant(Instant.ofEpochMilli(row >> 18), local);
        LocalDate expired = LocalDate.ofInstant(Instant.ofEpochMilli(checkpoint - 7 * DAY >> 18), local);
        return folder.isBefore(expired);
    }
}
