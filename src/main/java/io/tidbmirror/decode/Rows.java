package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;
import java.util.Arrays;

/** The rows taken from a chunk: operation, commit-ts and where each begins in the chunk. */
final class Rows {
    private static final int INITIAL = 256;

    private byte[] operations = new byte[INITIAL];
    private long[] commitTs = new long[INITIAL];
    private int[] starts = new int[INITIAL];
    private int count;

    int count() {
        return count;
    }

    byte operation(int row) {
        return operations[row];
    }

    int start(int row) {
        return starts[row];
    }

    void add(byte operation, long ts, int start) {
        if (count == starts.length) {
            operations = Arrays.copyOf(operations, 2 * count);
            commitTs = Arrays.copyOf(commitTs, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count);
        }
        operations[count] = operation;
        commitTs[count] = ts;
        starts[count++] = start;
    }

    void clear() {
        count = 0;
    }

    void copyTo(ChangeBlock block) {
        block.reserve(count);
        System.arraycopy(operations, 0, block.operations(), block.rows(), count);
        System.arraycopy(commitTs, 0, block.commitTs(), block.rows(), count);
        block.added(count);
    }
}
