package io.tidbmirror.batch;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.TableSchema;
import java.util.Arrays;

/**
 * The rows of one commit seen so far, to recognise exact duplicates: TiCDC writes a commit again after a restart, in a later
 * file. A row is known by 128 bits, a hash of its key and one of all its values, and takes 32 to 64 bytes. Deletes and upserts
 * need a set each.
 */
final class RowSet {
    private static final int INITIAL = 1024;
    private static final long KEY_SEED = 0x243F6A8885A308D3L;
    private static final long ROW_SEED = 0x13198A2E03707344L;

    private long[] table = new long[2 * INITIAL];
    private int size;

    /** Adds a row; false if an equal one was added before. */
    boolean add(ChangeBlock block, int row) {
        long keyHash = keyHash(block, row) | 1; // never 0, which marks a free slot
        long rowHash = rowHash(block, row);
        if (4 * (size + 1) > table.length) {
            grow();
        }
        return put(table, keyHash, rowHash);
    }

    void clear() {
        table = table.length > 64 * INITIAL ? new long[2 * INITIAL] : table;
        Arrays.fill(table, 0);
        size = 0;
    }

    private boolean put(long[] slots, long keyHash, long rowHash) {
        int mask = slots.length - 2;
        int at = (int) (keyHash ^ (keyHash >>> 32)) & mask;
        while (slots[at] != 0) {
            if (slots[at] == keyHash && slots[at + 1] == rowHash) {
                return false;
            }
            at = (at + 2) & mask;
        }
        slots[at] = keyHash;
        slots[at + 1] = rowHash;
        size++;
        return true;
    }

    private void grow() {
        long[] old = table;
        table = new long[2 * old.length];
        size = 0;
        for (int at = 0; at < old.length; at += 2) {
            if (old[at] != 0) {
                put(table, old[at], old[at + 1]);
            }
        }
    }

    private static long keyHash(ChangeBlock block, int row) {
        TableSchema schema = block.schema();
        long hash = KEY_SEED;
        for (int column : schema.key()) {
            hash = combine(hash, block.column(column).hash(row));
        }
        return hash;
    }

    private static long rowHash(ChangeBlock block, int row) {
        long hash = ROW_SEED;
        for (int column = 0; column < block.columnCount(); column++) {
            hash = combine(hash, block.column(column).hash(row));
        }
        return hash;
    }

    private static long combine(long hash, long value) {
        long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }
}
