package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableShardTest {
    @Test
    void everyTableBelongsToExactlyOneShard() {
        for (int i = 0; i < 100; i++) {
            TableId table = new TableId("s", "t" + i);
            assertThat(List.of(0, 1, 2))
                    .filteredOn(index -> new TableShard(3, index).owns(table))
                    .hasSize(1);
        }
    }
}
