package io.tidbmirror.feed;

import java.util.ArrayList;
import java.util.List;

/**
 * At most two neighbouring blocks of file numbers that hold a range of them: a block is the numbers that share all but their
 * last digits, which a store lists by prefix.
 *
 * @param first number of the first block
 * @param last number of the last block: the first, or the one behind it
 * @param size numbers in a block, a power of ten
 */
record NumberBlocks(long first, long last, long size) {
    private static final int RADIX = 10;

    /** The smallest blocks for the numbers from one to another, inclusive, of at least so many numbers each. */
    static NumberBlocks of(long from, long to, long least) {
        long size = least;
        while (to / size - from / size > 1) {
            size *= RADIX;
        }
        return new NumberBlocks(from / size, to / size, size);
    }

    /** One block that holds both. */
    NumberBlocks merged() {
        NumberBlocks merged = this;
        while (merged.first != merged.last) {
            merged = of(merged.first * merged.size, merged.end(), merged.size * RADIX);
        }
        return merged;
    }

    boolean contains(long number) {
        return number >= first * size && number <= end();
    }

    /** The last number of the last block. */
    long end() {
        return (last + 1) * size - 1;
    }

    /**
     * What the zero-padded numbers of each block begin with.
     *
     * @param digits of a number
     * @return one text for each block; the empty text where a block takes all digits
     */
    List<String> prefixes(int digits) {
        int shared = digits - (Long.toString(size).length() - 1);
        List<String> prefixes = new ArrayList<>();
        for (long block = first; block <= last; block++) {
            String text = Long.toString(block);
            prefixes.add(shared <= 0 ? "" : "0".repeat(Math.max(0, shared - text.length())) + text);
        }
        return prefixes;
    }
}
