package io.tidbmirror.land.format;

import java.util.Arrays;

/** The distinct values of a column chunk in order of appearance, found by an open-addressing hash table. */
final class LongDictionary {
    /** More entries cost more memory and cache misses than they save; see the dictionaries of 40 columns at once. */
    static final int MOST_ENTRIES = 1 << 14;

    /** After so many values of a page, more than half of them new means that a dictionary does not pay. */
    static final int TRIAL = 4096;

    private static final int FIRST_SLOTS = 64;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private long[] entries = new long[FIRST_SLOTS / 2];
    private int[] slots = new int[FIRST_SLOTS];
    private int size;

    int size() {
        return size;
    }

    long[] entries() {
        return entries;
    }

    /** Writes the index of each value; false if there would be too many entries. */
    boolean index(long[] values, int from, int count, int[] indexes) {
        int before = size;
        int trial = Math.min(count, TRIAL);
        return index(values, from, 0, trial, indexes)
                && (trial == count || (2 * (size - before) <= trial && index(values, from, trial, count, indexes)));
    }

    /** Hot loop: arrays in local variables, the table taken again only after it grew. */
    private boolean index(long[] values, int from, int begin, int end, int[] indexes) {
        int[] table = slots;
        long[] known = entries;
        int mask = table.length - 1;
        int shift = Long.numberOfLeadingZeros(mask);
        for (int i = begin; i < end; i++) {
            long value = values[from + i];
            int slot = (int) ((value * SPREAD) >>> shift);
            int entry = table[slot];
            while (entry != 0 && known[entry - 1] != value) {
                slot = (slot + 1) & mask;
                entry = table[slot];
            }
            if (entry == 0) {
                if (size == MOST_ENTRIES) {
                    return false;
                }
                known[size++] = value;
                entry = size;
                table[slot] = entry;
                if (size == known.length && size < MOST_ENTRIES) {
                    grow();
                    table = slots;
                    known = entries;
                    mask = table.length - 1;
                    shift = Long.numberOfLeadingZeros(mask);
                }
            }
            indexes[i] = entry - 1;
        }
        return true;
    }

    private void grow() {
        entries = Arrays.copyOf(entries, 2 * entries.length);
        slots = new int[2 * slots.length];
        int mask = slots.length - 1;
        int shift = Long.numberOfLeadingZeros(mask);
        for (int i = 0; i < size; i++) {
            int slot = (int) ((entries[i] * SPREAD) >>> shift);
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = i + 1;
        }
    }

    /** Bytes of memory. */
    long capacityBytes() {
        return (long) Long.BYTES * entries.length + (long) Integer.BYTES * slots.length;
    }

    void cut(int kept) {
        size = kept;
    }

    void clear() {
        size = 0;
        Arrays.fill(slots, 0);
    }
}
