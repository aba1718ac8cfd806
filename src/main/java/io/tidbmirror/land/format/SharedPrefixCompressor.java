package io.tidbmirror.land.format;

/**
 * Snappy's raw format (google/snappy format_description.txt) for values that begin as the one before them does, such as
 * ascending keys: what they share becomes one copy, all else literals. Nothing is searched for, so that this takes a
 * fraction of the time of the library; it pays where the library finds little more.
 */
final class SharedPrefixCompressor {
    /** What is shorter takes as much as it saves. */
    private static final int LEAST_COPY = 4;

    private static final int MOST_COPY = 64;
    private static final int MOST_OFFSET = (1 << 16) - 1;
    private static final int LONG_COPY = 2;

    /** A copy of fewer bytes from near takes two bytes instead of three. */
    private static final int MOST_SHORT_COPY = 11;

    private static final int MOST_SHORT_OFFSET = (1 << 11) - 1;
    private static final int SHORT_COPY = 1;
    private static final int MOST_SHORT_LITERAL = 60;
    private static final int MORE = 1 << 7;

    private SharedPrefixCompressor() {}

    /**
     * Compresses a page.
     *
     * @param page with {@code SLACK} behind it
     * @param values where the first value begins
     * @param length bytes of the page
     * @param width bytes of each value; 0 if each has its length in front of it, in four bytes
     * @param out has room for what the library may need for as many bytes
     * @return the compressed length
     */
    static int compress(byte[] page, int values, int length, int width, byte[] out) {
        int at = putVarint(length, out);
        int literal = 0; // where the bytes begin that are not in the output yet
        int before = values;
        int start = values;
        while (start < length) {
            int size = width > 0 ? width : Integer.BYTES + (int) PageBuffer.INTS.get(page, start);
            int offset = start - before;
            int shared = offset == 0 || offset > MOST_OFFSET ? 0 : shared(page, before, start, size);
            if (shared >= LEAST_COPY) {
                at = putLiteral(page, literal, start, out, at);
                at = putCopy(offset, shared, out, at);
                literal = start + shared;
            }
            before = start;
            start += size;
        }
        return putLiteral(page, literal, length, out, at);
    }

    private static int putVarint(int value, byte[] out) {
        int at = 0;
        int rest = value;
        while (rest >= MORE) {
            out[at++] = (byte) (rest | MORE);
            rest >>>= 7;
        }
        out[at++] = (byte) rest;
        return at;
    }

    /** How many bytes two values have in common from their first on; may go on from the earlier one into the other. */
    private static int shared(byte[] page, int before, int start, int most) {
        int shared = 0;
        while (shared < most) {
            long different = (long) PageBuffer.LONGS.get(page, before + shared)
                    ^ (long) PageBuffer.LONGS.get(page, start + shared);
            if (different != 0) {
                return Math.min(most, shared + (Long.numberOfTrailingZeros(different) >>> 3));
            }
            shared += Long.BYTES;
        }
        return most;
    }

    /** The room that the library needs is enough for a word behind each literal. */
    private static int putLiteral(byte[] page, int from, int to, byte[] out, int start) {
        int length = to - from;
        int at = start;
        if (length - 1 < Long.BYTES) {
            out[at] = (byte) ((length - 1) << 2);
            PageBuffer.LONGS.set(out, at + 1, (long) PageBuffer.LONGS.get(page, from));
            return length == 0 ? at : at + 1 + length;
        }
        if (length <= MOST_SHORT_LITERAL) {
            out[at++] = (byte) ((length - 1) << 2);
        } else {
            int bytes = (Integer.SIZE + Byte.SIZE - 1 - Integer.numberOfLeadingZeros(length - 1)) / Byte.SIZE;
            out[at++] = (byte) ((MOST_SHORT_LITERAL - 1 + bytes) << 2);
            PageBuffer.INTS.set(out, at, length - 1);
            at += bytes;
        }
        System.arraycopy(page, from, out, at, length);
        return at + length;
    }

    private static int putCopy(int offset, int length, byte[] out, int start) {
        int at = start;
        int left = length;
        while (left > MOST_COPY) {
            int part = Math.min(MOST_COPY, left - LEAST_COPY);
            at = putPart(offset, part, out, at);
            left -= part;
        }
        return putPart(offset, left, out, at);
    }

    private static int putPart(int offset, int length, byte[] out, int at) {
        if (length <= MOST_SHORT_COPY && offset <= MOST_SHORT_OFFSET) {
            int tag = ((offset >>> Byte.SIZE) << 5) | ((length - LEAST_COPY) << 2) | SHORT_COPY;
            PageBuffer.INTS.set(out, at, (offset << Byte.SIZE) | tag);
            return at + 2;
        }
        PageBuffer.INTS.set(out, at, (offset << Byte.SIZE) | ((length - 1) << 2) | LONG_COPY);
        return at + 3;
    }
}
