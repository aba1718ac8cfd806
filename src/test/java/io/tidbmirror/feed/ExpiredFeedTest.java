package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Covered;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/**
 * TiCDC deletes day folders whether they were read or not (ticdc-storage.md section 5): a table that is behind for longer than
 * they are kept would go on without the rows in them.
 */
class ExpiredFeedTest {
    private static final long DAY = 24L * 60 * 60 * 1000 << 18;
    private static final long CREATED = 100 * DAY;

    private final MemoryFeedStore store = new MemoryFeedStore();

    private void created() {
        SchemaText.of("t", CREATED)
                .ddl(3, "CREATE TABLE `t` (`id` INT PRIMARY KEY)")
                .key("id")
                .in(store);
    }

    private FeedPlan plan(SourceProof proof, Landed landed, long checkpoint) throws IOException {
        store.put("metadata", "{\"checkpoint-ts\":" + checkpoint + "}");
        TableFeed feed =
                new FeedReader(store, FeedOptions.of("csv")).poll().tables().get(0);
        RebuildRules rules = new RebuildRules(true, true, proof);
        return new ResolvedPlanner(feed, new ReadLedger(), rules, checkpoint).plan(landed);
    }

    private static SourceProof kept(boolean complete, long days) {
        return new SourceProof(complete, true, new Retention(days, ZoneOffset.UTC), null);
    }

    private static Landed landed(long covered) {
        return new Landed(Covered.below(covered), 0, false, false);
    }

    @Test
    void aTableThatIsBehindForLongerThanFilesAreKeptStops() throws IOException {
        created();
        Landed landed = landed(CREATED + DAY);
        long later = CREATED + 9 * DAY;

        assertThat(plan(kept(false, 7), landed, later)).isInstanceOfSatisfying(FeedPlan.Stop.class, stop -> assertThat(
                        stop.reason())
                .contains("s.t", "1970-04-12", "more than 7", "1970-04-20", "feed.complete=true", "table rebuild"));
        assertThat(plan(kept(false, 8), landed, later))
                .as("nothing of it has expired")
                .isInstanceOf(FeedPlan.Go.class);
        assertThat(plan(kept(true, 7), landed, later)).as("the operator's word").isInstanceOf(FeedPlan.Go.class);
        assertThat(plan(SourceProof.UNKNOWN, landed, later))
                .as("nobody says that files expire")
                .isInstanceOf(FeedPlan.Go.class);
    }

    @Test
    void aTableThatWasMadeBeforeTheOldestFileThatIsKeptDoesNotBeginWithoutItsFirstRows() throws IOException {
        created();
        assertThat(plan(kept(false, 7), Landed.NOTHING, CREATED + 8 * DAY)).isInstanceOf(FeedPlan.Stop.class);
        assertThat(plan(kept(false, 7), Landed.NOTHING, CREATED + 6 * DAY)).isInstanceOf(FeedPlan.Go.class);
    }

    @Test
    void daysAreThoseOfTheServer() {
        long noon = CREATED + DAY / 2;
        long midnight = noon + DAY + DAY / 2;

        assertThat(new Retention(1, ZoneOffset.UTC).keeps(noon, midnight - 1)).isTrue();
        assertThat(new Retention(1, ZoneOffset.UTC).keeps(noon, midnight)).isFalse();
        assertThat(new Retention(1, ZoneId.of("America/Los_Angeles")).keeps(noon, midnight))
                .isTrue();
    }

    /** A changefeed that began later than the table never had its first rows. */
    @Test
    void aTableWhoseCreationIsNotInTheFeedBeginsWithWhatIsThere() throws IOException {
        SchemaText.of("t", CREATED).key("id").in(store);

        assertThat(plan(kept(false, 7), Landed.NOTHING, CREATED + 8 * DAY)).isInstanceOf(FeedPlan.Go.class);
    }
}
