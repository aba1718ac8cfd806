package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.Position;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head.LandedColumn;
import io.tidbmirror.land.Head.Shape;
import io.tidbmirror.land.Head.Standing;
import io.tidbmirror.land.Head.Status;
import io.tidbmirror.land.Head.Tenure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadCodecTest {
    private static final long TSO = 441349361156227074L;

    private static Head full() {
        Covered covered = new Covered(new TreeMap<>(
                Map.of("feed", new Position.BelowTs(TSO), "p-1", new Position.At("458/2024-01-01/CDC000001.csv#7"))));
        Pending pending =
                new Pending("id", "_scratchPad/x", 3, Long.MAX_VALUE, "ab", Covered.NOTHING, Covered.below(TSO));
        return Head.created(new TableId("s\ud800", "Tü"), "s.schema/t", new Tenure(7, "me", "zone", "w"))
                .bornIn("folder", List.of("id"))
                .assigned(
                        pending,
                        new Shape(
                                List.of(new LandedColumn("id", "INT64"), new LandedColumn("d", "DECIMAL(20,0)")),
                                List.of("id")),
                        Instant.parse("2026-01-02T03:04:05.678Z"),
                        Map.of("series", "CDC000001.csv"))
                .standing(new Standing(Status.QUARANTINED, "because \"of\" that", "line 7"))
                .advanced(covered, Map.of());
    }

    private static String json(Head head) throws IOException {
        return new String(HeadCodec.write(head), StandardCharsets.UTF_8);
    }

    private static Head read(String json) {
        return HeadCodec.read("s.t", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyFieldComesBackAsItWas() throws IOException {
        Head head = full();
        assertThat(read(json(head))).isEqualTo(head);
        Head created = Head.created(new TableId("s", "t"), "s.schema/t", new Tenure(1, "me", "", "w"));
        assertThat(read(json(created))).isEqualTo(created);
        Head pending = created.assigned(
                new Pending("id", "p", 3, 4, "ab", Covered.NOTHING, Covered.below(TSO)),
                Shape.NONE,
                Instant.EPOCH,
                Map.of());
        assertThat(read(json(pending))).isEqualTo(pending);
    }

    @Test
    void aFileWhoseChecksumHeadDoesNotTellHasNone() throws IOException {
        Pending pending = new Pending("id", "p", 3, 4, "ab", Covered.NOTHING, Covered.below(TSO));
        Head head = Head.created(new TableId("s", "t"), "s.schema/t", new Tenure(1, "me", "", "w"))
                .assigned(pending, Shape.NONE, Instant.EPOCH, Map.of());

        Pending read = read(json(head).replace("crc32c", "sha256")).progress().pending();

        assertThat(read).isEqualTo(new Pending("id", "p", 3, 4, "", Covered.NOTHING, Covered.below(TSO)));
    }

    @Test
    void aRebuildComesBackAsItWasAndIsWrittenOnlyWhileThereIsOne() throws IOException {
        Pending file = new Pending("id", "p", 3, 4, "ab", Covered.NOTHING, Covered.below(TSO));
        Replacement next = new Replacement(
                2,
                TSO,
                TSO + 1,
                "{}",
                new Shape(List.of(new LandedColumn("id", "INT64")), List.of("id")),
                file.to(),
                List.of());
        Head head = full().replacing(next.with(file, next.shape()), "why");

        assertThat(read(json(head))).isEqualTo(head);
        Head rebuilt = head.succeededIn("other", next).rebuilt(next, Map.of());
        assertThat(read(json(rebuilt))).isEqualTo(rebuilt);
        assertThat(rebuilt.progress().base()).isEqualTo(TSO);
        assertThat(json(full())).doesNotContain("base", "replacement");
    }

    @Test
    void commitTimestampsAreIntegersOf64Bits() throws IOException {
        assertThat(json(full())).contains("\"feed\":441349361156227074,");
        assertThatThrownBy(() -> read(json(full()).replace("441349361156227074", "4.4134936115622707E17")))
                .isInstanceOf(PoisonException.class);
        assertThatThrownBy(() -> read(json(full()).replace("441349361156227074", "441349361156227074000")))
                .isInstanceOf(PoisonException.class);
    }

    @Test
    void anUnknownVersionStopsTheProcess() {
        assertThatThrownBy(() -> read(json(full()).replace("\"version\":1,", "\"version\":2,")))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("s.t has version 2");
    }

    @Test
    void anUnknownFieldStopsTheProcess() {
        assertThatThrownBy(() -> read(json(full()).replace("{\"version\":1,", "{\"version\":1,\"tomorrow\":1,")))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("tomorrow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "null", "[]", "{}", "{\"version\":1}", "{\"version\":\"1\"}", "{\"version\":1,\"version\":1}"
            })
    void whatIsNoHeadIsPoisonForThisTableOnly(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(PoisonException.class).hasMessageContaining("s.t is damaged");
    }

    @Test
    void aHeadCutAnywhereIsNeverTakenForAnother() throws IOException {
        String json = json(full());
        for (int length = 0; length < json.length(); length++) {
            String cut = json.substring(0, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(PoisonException.class);
        }
        assertThatThrownBy(() -> read(json + "}")).isInstanceOf(PoisonException.class);
    }
}
