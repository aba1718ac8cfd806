package io.tidbmirror.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.LongVector;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RowSetTest {
    /** More than the set has room for at first, and than what a set may keep that is cleared. */
    private static final int ROWS = 100_000;

    private final RowSet rows = new RowSet();
    private final ChangeBlock block = block(0, ROWS, "v");

    @Test
    void eachOfManyRowsIsNewOnceAndKnownThen() {
        assertThat(added(block)).isEqualTo(ROWS);
        assertThat(added(block)).isZero();
    }

    @Test
    void aRowOfTheSameKeyWithAnotherValueIsAnotherRow() {
        added(block);

        assertThat(added(block(0, 10, "w"))).isEqualTo(10);
    }

    @Test
    void whatWasClearedIsNewAgain() {
        ChangeBlock few = block(0, 500, "v");
        added(few);
        rows.clear();
        assertThat(added(few)).as("in the table it had").isEqualTo(500);

        added(block);
        rows.clear();
        assertThat(added(block)).as("in a smaller table").isEqualTo(ROWS);
    }

    private int added(ChangeBlock some) {
        int count = 0;
        for (int row = 0; row < some.rows(); row++) {
            count += rows.add(some, row) ? 1 : 0;
        }
        return count;
    }

    private static ChangeBlock block(int from, int to, String text) {
        ChangeBlock block = new ChangeBlock(MemorySource.SCHEMA);
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        block.reserve(to - from);
        for (int id = from; id < to; id++) {
            ((LongVector) block.column(0)).add(id);
            ((BytesVector) block.column(1)).add(value, 0, value.length);
            block.added(1);
        }
        return block;
    }
}
