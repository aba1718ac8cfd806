package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.land.Head;
import io.tidbmirror.land.HeadStore;
import io.tidbmirror.land.LandingZone;
import io.tidbmirror.land.MemoryHeadStore;
import io.tidbmirror.land.MemoryLandingZone;
import io.tidbmirror.wiring.DirectMirror;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A table whose log cannot be built again is built from an export, and what follows it, whatever crashes. */
class ExportTakesThePlaceOfALogTest extends LogAndExport {
    /** A text column becomes a number at 200, which no row tells. */
    private void stopped() throws IOException {
        schema("t", 100, 3, CREATE, TEXT_COLUMN);
        rows("t", 100, "I 110 1,\"x\"", "I 120 2,\"12\"");
        schema("t", 200, 12, "ALTER TABLE `t` MODIFY COLUMN `a` INT", INT_COLUMN);
        rows("t", 200, "U 210 2,22", "I 260 3,33", "D 270 1,11");
        checkpoint(300);
        mirror().advance();
        assertThat(head().status()).isEqualTo(Head.Status.QUARANTINED);
        assertThat(head().standing().reason()).contains("changes its type", "snapshot.location", "table rebuild");
        assertThat(folded()).isEqualTo(Map.of("1", "{a=x}", "2", "{a=12}"));
    }

    private void exportBehindTheChange() {
        export(
                250,
                "CREATE TABLE `t` (`id` int NOT NULL, `a` int, PRIMARY KEY (`id`))",
                "\"id\",\"a\"",
                "1,11",
                "2,22");
    }

    private void assertRepaired() throws IOException {
        assertThat(folded()).isEqualTo(Map.of("2", "{a=22}", "3", "{a=33}"));
        assertThat(head().status()).isEqualTo(Head.Status.ACTIVE);
        assertThat(head().covered().commitTs()).hasValue(T0 + 300);
        assertThat(head().progress().generation()).isEqualTo(2);
        assertThat(zone.filesBelow("_scratchPad")).isEmpty();
    }

    @Test
    void releasedItIsBuiltFromANewerExport() throws IOException {
        stopped();
        exportBehindTheChange();

        DirectMirror mirror = withExport();
        mirror.release(TABLE);
        mirror.advance();

        assertRepaired();
        assertThat(head().progress().rows()).isEqualTo(4);
    }

    @Test
    void onRequestItIsBuiltFromANewerExport() throws IOException {
        stopped();
        exportBehindTheChange();

        DirectMirror mirror = withExport();
        assertThat(mirror.rebuild(TABLE)).isTrue();
        mirror.advance();

        assertRepaired();
    }

    @Test
    void itGoesOnWithoutTheExportOnceItIsBuilt() throws IOException {
        stopped();
        exportBehindTheChange();
        withExport().rebuild(TABLE);
        withExport().advance();

        checkpoint(400);
        feed.put("s/t/" + (T0 + 200) + "/CDC00000000000000000002.csv", "\"I\",\"t\",\"s\"," + (T0 + 310) + ",4,44\r\n");
        mirror().advance();

        assertThat(folded()).isEqualTo(Map.of("2", "{a=22}", "3", "{a=33}", "4", "{a=44}"));
        assertThat(head().progress().generation()).isEqualTo(2);
    }

    @Test
    void anExportFromBeforeTheChangeDoesNotHelp() throws IOException {
        stopped();
        export(
                150,
                "CREATE TABLE `t` (`id` int NOT NULL, `a` varchar(10), PRIMARY KEY (`id`))",
                "\"id\",\"a\"",
                "1,\"x\"",
                "2,\"12\"");

        DirectMirror mirror = withExport();
        mirror.release(TABLE);
        mirror.advance();

        assertThat(head().status()).isEqualTo(Head.Status.QUARANTINED);
        assertThat(head().progress().generation()).isEqualTo(1);
        assertThat(folded()).as("what is landed stays").isEqualTo(Map.of("1", "{a=x}", "2", "{a=12}"));
    }

    @Test
    void withoutAnExportAWishIsTriedAndGivenUpAgain() throws IOException {
        stopped();

        DirectMirror mirror = mirror();
        mirror.rebuild(TABLE);
        mirror.advance();
        assertThat(head().status()).isEqualTo(Head.Status.QUARANTINED);
        assertThat(folded()).as("what is landed stays").isEqualTo(Map.of("1", "{a=x}", "2", "{a=12}"));

        mirror.release(TABLE);
        mirror().advance();
        assertThat(head().standing().reason()).contains("changes its type");
        exportBehindTheChange();
        withExport().rebuild(TABLE);
        withExport().advance();
        assertRepaired();
    }

    @Test
    void aProcessThatHasReadTheFilesAlreadyReadsThemAgain() throws IOException {
        schema("t", 100, 3, CREATE, TEXT_COLUMN);
        rows("t", 100, "I 110 1,\"x\"", "I 120 2,\"12\"");
        checkpoint(300);
        DirectMirror mirror = mirror();
        mirror.advance();

        mirror.rebuild(TABLE);
        mirror.advance();

        assertThat(folded()).isEqualTo(Map.of("1", "{a=x}", "2", "{a=12}"));
        assertThat(head().progress().generation()).isEqualTo(2);
    }

    @Test
    void anExportThatGoesAwayWhileItIsUsedStopsTheTableAlone() throws IOException {
        stopped();
        exportBehindTheChange();
        withExport().rebuild(TABLE);
        Crashes dying = new Crashes();
        for (int call = 0;
                head().status() != Head.Status.REBUILDING
                        || head().position().commitTs().isPresent()
                        || head().position().streams().isEmpty();
                call++) {
            dying.arm(call, true);
            try {
                withExport(dying.around(LandingZone.class, zone), dying.around(HeadStore.class, heads))
                        .advance();
            } catch (Crashes.Crash crash) {
                dying.disarm();
            }
        }

        mirror().advance();
        assertThat(head().status()).isEqualTo(Head.Status.QUARANTINED);
        assertThat(head().standing().reason()).contains("snapshot.location names none any more");
        assertThat(folded()).as("what is landed stays").isEqualTo(Map.of("1", "{a=x}", "2", "{a=12}"));

        withExport().rebuild(TABLE);
        withExport().advance();
        assertRepaired();
    }

    @Test
    void aCrashAtAnyCallToTheStoresIsMadeUpForByTheNextProcess() throws IOException {
        int crashes = 0;
        for (int call = 0; ; call++) {
            zone = new MemoryLandingZone();
            heads = new MemoryHeadStore();
            stopped();
            exportBehindTheChange();
            withExport().rebuild(TABLE);
            Crashes dying = new Crashes();
            dying.arm(call / 2, call % 2 == 0);
            try {
                withExport(dying.around(LandingZone.class, zone), dying.around(HeadStore.class, heads))
                        .advance();
                break;
            } catch (Crashes.Crash crash) {
                crashes++;
                assertThat(head().status()).as("crash %d", call).isIn(Head.Status.ACTIVE, Head.Status.REBUILDING);
            }
            withExport().advance();
            assertRepaired();
        }
        assertThat(crashes).isGreaterThan(60);
    }
}
