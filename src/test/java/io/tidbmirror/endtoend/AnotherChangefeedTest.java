package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.CommandRun;
import io.tidbmirror.generated.FeedColumn;
import io.tidbmirror.generated.FeedFile;
import io.tidbmirror.generated.FeedTable;
import io.tidbmirror.generated.FeedWriter;
import io.tidbmirror.oracle.LandedRow;
import io.tidbmirror.oracle.LandingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A changefeed that takes the place of another one, below a prefix of its own. */
class AnotherChangefeedTest {
    private static final long VERSION = 440_000_000_000_000_000L;
    private static final long LAST_CHECKPOINT = VERSION + 30;
    private static final List<FeedColumn> COLUMNS =
            List.of(FeedColumn.key("id", "INT"), FeedColumn.of("v", "LONGTEXT", "4294967295"));

    @TempDir
    Path folder;

    private FeedWriter former;
    private FeedWriter next;

    /** The last row has the commit-ts of the checkpoint, as the last transaction that was flushed may. */
    @BeforeEach
    void theFormerChangefeedIsLandedUpToItsLastCheckpoint() throws IOException {
        former = new FeedWriter(folder.resolve("former"));
        next = new FeedWriter(folder.resolve("next"));
        FeedTable table =
                former.create("shop", "t", VERSION, "CREATE TABLE `t` (`id` INT PRIMARY KEY,`v` LONGTEXT)", COLUMNS);
        rows(table, 10, 20, 30);
        former.checkpoint(LAST_CHECKPOINT);
        assertThat(mirror(former).run().exitCode()).isZero();
    }

    @Test
    void oneThatBeginsBelowTheCheckpointOfTheFormerGoesOnWithEachChangeOnce() throws Exception {
        rows(next.open("shop", "t", LAST_CHECKPOINT - 1, COLUMNS), 30, 40);

        assertThat(land(mirror(next)).exitCode()).isZero();

        assertThat(landed()).containsExactly(row(10), row(20), row(30), row(40));
    }

    @Test
    void aTableThatIsTruncatedBeforeTheNextOneHasAWordOfItIsBuiltAgain() throws Exception {
        rows(next.truncate("shop", "t", VERSION + 50, COLUMNS), 60);

        assertThat(land(mirror(next)).exitCode()).isZero();

        assertThat(landed()).containsExactly(row(60));
    }

    @Test
    void oneThatBeginsLaterStopsItsTablesIfItsStartIsTold() throws Exception {
        rows(next.open("shop", "t", LAST_CHECKPOINT + 5, COLUMNS), 40);
        Mirror mirror = mirror(next).with("feed.start-ts", Long.toString(LAST_CHECKPOINT + 5));

        CommandRun stopped = land(mirror);

        assertThat(stopped.exitCode()).isEqualTo(4);
        assertThat(stopped.out()).contains("QUARANTINED", "feed.start-ts", "--start-ts=" + (LAST_CHECKPOINT - 1));
        assertThat(landed()).containsExactly(row(10), row(20));
    }

    private Mirror mirror(FeedWriter feed) {
        return new Mirror(folder.resolve("mirror"), feed.folder(), FeedWriter.settings());
    }

    private CommandRun land(Mirror mirror) throws IOException {
        next.checkpoint(VERSION + 100);
        return mirror.run();
    }

    private static void rows(FeedTable table, long... commits) throws IOException {
        try (FeedFile file = table.next()) {
            for (long commit : commits) {
                file.row('I', VERSION + commit, commit, "v");
            }
        }
    }

    private List<LandedRow> landed() throws Exception {
        try (LandingReader reader = new LandingReader()) {
            return reader.read(folder.resolve("mirror/landing-zone/shop.schema/t"))
                    .rows();
        }
    }

    private static LandedRow row(long id) {
        return new LandedRow(4, Map.of("id", Long.toString(id), "v", "v"));
    }
}
