package io.tidbmirror.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A table is landed as far as the stream that is landed least. */
class CoveredTest {
    @Test
    void theCommitTsOfSeveralStreamsIsTheirSmallest() {
        assertThat(covered(Map.of("0", new Position.BelowTs(3), "1", new Position.BelowTs(5)))
                        .commitTs())
                .hasValue(3);
    }

    @Test
    void thereIsNoneWhereAStreamTellsAPlaceOnlyOrThereIsNoStream() {
        assertThat(covered(Map.of("0", new Position.BelowTs(3), "1", new Position.At("a#1")))
                        .commitTs())
                .isEmpty();
        assertThat(Covered.NOTHING.commitTs()).isEmpty();
    }

    private static Covered covered(Map<String, Position> streams) {
        return new Covered(new TreeMap<>(streams));
    }
}
