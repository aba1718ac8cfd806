package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.land.ChangeLog.Trouble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LandingWindowsTest {
    private final MemoryLandingZone zone = new MemoryLandingZone();
    private final MemoryHeadStore heads = new MemoryHeadStore();
    private final Lander lander = lander("one");
    private final ChangeLog log =
            new ChangeLog().commit(10, 2).commit(20, 1).commit(30, 3).commit(40, 1);

    private Lander lander(String owner) {
        return new Lander(zone, heads, new TextFormat(), LanderOptions.of(owner, "test"));
    }

    private TextFormat.Content file(long seq) {
        return TextFormat.Content.of(zone.read(TableFolder.of(TABLE).file(seq, "txt")));
    }

    private List<String> landed() {
        List<String> rows = new ArrayList<>();
        for (long seq = 1; zone.size(TableFolder.of(TABLE).file(seq, "txt")) >= 0; seq++) {
            rows.addAll(file(seq).rows());
        }
        return rows;
    }

    @Test
    void aWindowBecomesNumberedFilesCutWhereTheReaderSays() throws IOException {
        Receipt receipt = lander.land(TABLE, log.window(0, 45, () -> 2, Trouble.NONE));

        assertThat(receipt.seq()).isEqualTo(2);
        assertThat(receipt.files()).isEqualTo(2);
        assertThat(receipt.rows()).isEqualTo(7);
        assertThat(receipt.folder()).isEqualTo("shop.schema/book");
        assertThat(receipt.covered()).isEqualTo(ChangeLog.covered(45));
        assertThat(file(1).rows()).isEqualTo(log.rows(0, 30));
        assertThat(file(2).rows()).isEqualTo(log.rows(30, 45));
        assertThat(zone.filesBelow("_scratchPad")).isEmpty();
    }

    @Test
    void footersChainWithoutGapAcrossIdleTime() throws IOException {
        lander.land(TABLE, log.window(0, 15));
        Receipt idle = lander.land(TABLE, log.window(15, 18));
        lander.land(TABLE, log.window(18, 35));

        assertThat(idle.files()).isZero();
        assertThat(file(1).provenance()).containsEntry("tidbmirror.from", "0").containsEntry("tidbmirror.to", "15");
        assertThat(file(2).provenance())
                .containsEntry("tidbmirror.from", "15")
                .containsEntry("tidbmirror.to", "35")
                .containsEntry("tidbmirror.seq", "2")
                .containsEntry("tidbmirror.generation", "1")
                .containsEntry("tidbmirror.epoch", "1");
        assertThat(file(2).provenance().get("tidbmirror.batchId")).isNotEmpty();
    }

    @Test
    void aTableWithoutRowsGetsOneFileWithoutRowsOnce() throws IOException {
        Receipt first = lander.land(TABLE, log.window(0, 5));
        Receipt second = lander.land(TABLE, log.window(5, 6));

        assertThat(first.files()).isEqualTo(1);
        assertThat(first.rows()).isZero();
        assertThat(second.files()).isZero();
        assertThat(second.seq()).isEqualTo(1);
        assertThat(file(1).rows()).isEmpty();
        assertThat(file(1).provenance()).containsEntry("tidbmirror.to", "5");
    }

    @Test
    void windowsDeliveredInSwappedOrderLandNothingWrong() throws IOException {
        assertThatThrownBy(() -> lander.land(TABLE, log.window(25, 45))).isInstanceOf(StaleWindowException.class);
        lander.land(TABLE, log.window(0, 25));
        lander.land(TABLE, log.window(25, 45));
        assertThatThrownBy(() -> lander.land(TABLE, log.window(0, 25))).isInstanceOf(StaleWindowException.class);

        assertThat(landed()).isEqualTo(log.rows(0, 45));
    }

    @Test
    void afterTheFirstOfTwoWindowsFailedTheSecondIsRefused() throws IOException {
        Trouble broken = row -> {
            throw new IOException("connection reset");
        };
        assertThatThrownBy(() -> lander.land(TABLE, log.window(0, 25, () -> 9, broken)))
                .hasMessage("connection reset");
        assertThatThrownBy(() -> lander.land(TABLE, log.window(25, 45))).isInstanceOf(StaleWindowException.class);

        assertThat(landed()).isEmpty();
        assertThat(lander.take(TABLE).covered()).isEqualTo(ChangeLog.covered(0));
        lander.land(TABLE, log.window(0, 45));
        assertThat(landed()).isEqualTo(log.rows(0, 45));
    }

    @Test
    void aFileWhoseOrderProvedWrongIsDiscardedAndBegunAgain() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Trouble once = row -> {
            if (asked.incrementAndGet() == 3) {
                Trouble.restart();
            }
        };
        lander.land(TABLE, log.window(0, 45, () -> 2, once));

        assertThat(landed()).isEqualTo(log.rows(0, 45));
        assertThat(zone.filesBelow("_scratchPad")).isEmpty();
    }

    @Test
    void poisonQuarantinesTheTableAndKeepsWhatLandedBefore() throws IOException {
        Trouble poison = row -> {
            if (row.startsWith("30 ")) {
                throw new PoisonException("line 7 has 3 columns");
            }
        };
        assertThatThrownBy(() -> lander.land(TABLE, log.window(0, 45, () -> 1, poison)))
                .isInstanceOf(PoisonException.class);

        Head head = lander.take(TABLE);
        assertThat(head.status()).isEqualTo(Head.Status.QUARANTINED);
        assertThat(head.standing().reason()).isEqualTo("line 7 has 3 columns");
        assertThat(head.covered()).isEqualTo(ChangeLog.covered(30));
        assertThat(landed()).isEqualTo(log.rows(0, 30));
        assertThatThrownBy(() -> lander.land(TABLE, log.window(30, 45)))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("line 7 has 3 columns");
    }

    @Test
    void aReleasedTableGoesOnFromWhatIsCovered() throws IOException {
        lander.land(TABLE, log.window(0, 25));
        lander.quarantine(TABLE, "the operator wants a look", "");
        assertThat(lander("operator").release(TABLE)).isTrue();
        assertThat(lander("operator").release(TABLE)).isFalse();

        lander.land(TABLE, log.window(25, 45));
        assertThat(landed()).isEqualTo(log.rows(0, 45));
    }

    @Test
    void aTableQuarantinedBeforeAnythingLandedIsKnownAndHasNoFolder() throws IOException {
        lander.quarantine(TABLE, "no key", "schema_1_2.json");
        lander.quarantine(TABLE, "a later reason", "");

        assertThat(lander.heads()).singleElement().satisfies(head -> {
            assertThat(head.status()).isEqualTo(Head.Status.QUARANTINED);
            assertThat(head.standing().reason()).isEqualTo("no key");
            assertThat(head.standing().position()).isEqualTo("schema_1_2.json");
            assertThat(head.seq()).isZero();
        });
        assertThat(zone.filesBelow("shop.schema")).isEmpty();
    }

    @Test
    void aTableReleasedWithoutRowsSaysSoUntilSomethingIsNotedOfIt() throws IOException {
        lander.quarantine(TABLE, "no key", "");
        lander.release(TABLE);
        assertThat(lander.take(TABLE).progress().isReleasedWithoutRows()).isTrue();

        lander.remember(TABLE, Map.of("place", "5"));
        assertThat(lander.take(TABLE).progress().isReleasedWithoutRows()).isFalse();

        lander.land(TABLE, log.window(0, 5));
        lander.quarantine(TABLE, "it has a file, and no row in it", "");
        lander.release(TABLE);
        assertThat(lander.take(TABLE).progress().isReleasedWithoutRows()).isTrue();

        lander.remember(TABLE, Map.of("place", "6"));
        lander.land(TABLE, log.window(5, 25));
        lander.quarantine(TABLE, "the operator wants a look", "");
        lander.release(TABLE);
        assertThat(lander.take(TABLE).progress().isReleasedWithoutRows()).isFalse();
    }

    @Test
    void whoStopsATableIsToldSoAlsoOfANameThatAStatementDropped() throws IOException {
        lander.land(TABLE, log.window(0, 25));
        lander.drop(TABLE, 30, "it is gone");

        assertThat(lander.quarantine(TABLE, "the name is there again without a key", ""))
                .isTrue();
        assertThat(lander.quarantine(TABLE, "a later reason", "")).isFalse();
        assertThat(lander.take(TABLE).standing().reason()).isEqualTo("the name is there again without a key");
    }

    @Test
    void theWriterThatLostTheTableIsFencedAndLandsNothing() throws IOException {
        lander.land(TABLE, log.window(0, 15));
        lander("two").take(TABLE);

        assertThatThrownBy(() -> lander.land(TABLE, log.window(15, 45))).isInstanceOf(FencedException.class);
        assertThat(landed()).isEqualTo(log.rows(0, 15));
        lander.land(TABLE, log.window(15, 45));
        assertThat(landed()).isEqualTo(log.rows(0, 45));
        assertThat(zone.filesBelow("_scratchPad")).isEmpty();
    }

    @Test
    void aStageFileThatIsGoneBeforeItIsPublishedStopsTheTable() throws IOException {
        lander.land(TABLE, log.window(0, 15));
        Failpoints cleaning = place -> {
            if (place.equals(Failpoints.AFTER_ASSIGN)) {
                zone.deleteFolder("_scratchPad");
            }
        };
        Lander cleaned = new Lander(
                zone, heads, new TextFormat(), LanderOptions.of("two", "test").withFailpoints(cleaning));

        assertThatThrownBy(() -> cleaned.land(TABLE, log.window(15, 45)))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("number 1 and HEAD says number 2");
        assertThat(lander("three").take(TABLE).status()).isEqualTo(Head.Status.QUARANTINED);
    }

    @Test
    void aWriteOfHeadWhoseReplyIsLostIsMadeCertainByReading() throws IOException {
        AtomicInteger lost = new AtomicInteger();
        HeadStore losing = new ForwardingHeads(heads) {
            @Override
            public String replace(String name, @Nullable String expected, byte[] bytes) throws IOException {
                assertThat(heads.replace(name, expected, bytes)).isNotNull();
                lost.incrementAndGet();
                throw new IOException("no reply");
            }
        };

        new Lander(zone, losing, new TextFormat(), LanderOptions.of("one", "test")).land(TABLE, log.window(0, 45));

        assertThat(landed()).isEqualTo(log.rows(0, 45));
        assertThat(lost).hasPositiveValue();
    }
}
