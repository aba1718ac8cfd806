package io.tidbmirror.feed.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FilePlace;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What HEAD says that is landed of a partition whose rows land as they arrive. */
class SkipTest {
    private static final Partition PARTITION = FedByHand.PARTITIONS.get(1);
    private static final Partition OTHER = FedByHand.PARTITIONS.get(0);

    private static Covered covered(String file, long rows) {
        return new Covered(new TreeMap<>(Map.of(PARTITION.stream(), new FilePlace(file, rows).position())));
    }

    @Test
    void rowsOfAFileThatLandedInPartAreCountedFromItsFirstOne() {
        assertThat(Skip.of(covered("30/t-1/7", 2), PARTITION, 5)).isEqualTo(new Skip(7, 2));
    }

    @Test
    void behindAWholeFileTheHintSaysWhatComesNext() {
        assertThat(Skip.of(covered("30/t-1/7", FilePlace.ALL), PARTITION, 9)).isEqualTo(new Skip(9, 0));
    }

    @Test
    void nothingIsLandedOfAPartitionThatHeadDoesNotName() {
        assertThat(Skip.of(covered("30/t-1/7", 2), OTHER, 5)).isEqualTo(Skip.NOTHING);
        assertThat(Skip.version(covered("30/t-1/7", 2), OTHER)).isEqualTo(-1);
    }

    @Test
    void theVersionOfTheLastRowIsKnownSoThatAnOlderOneIsAReplay() {
        assertThat(Skip.version(covered("30/t-1/7", 2), PARTITION)).isEqualTo(30);
    }
}
