package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Compares text of a column whose collation is not known: no file of a changefeed tells it. So there is a result only where all
 * collations of TiDB give the same (tidb pkg/util/collate). They go by bytes, or take letters of both cases, with and without
 * accents, for equal; {@code general_ci} has {@code _} behind letters, the others punctuation before digits; GBK has its own order.
 * Trailing spaces count in few of them.
 */
final class UncollatedText {
    private static final int END = -1;

    /** Characters in groups that follow each other in this order everywhere, but for the last one. */
    private enum Group {
        MARK,
        DIGIT,
        LETTER,
        IDEOGRAPH,
        NONE
    }

    private UncollatedText() {}

    /**
     * The order of two texts; empty if collations differ about it.
     *
     * @param ranged whether it matters which of two different ones is less
     */
    static OptionalInt compare(byte[] one, byte[] other, boolean ranged) {
        if (Arrays.equals(one, other)) {
            return OptionalInt.of(0);
        }
        int[] left = folded(one);
        int[] right = folded(other);
        int same = Arrays.mismatch(left, right);
        if (same < 0) {
            return OptionalInt.empty();
        }
        int first = same < left.length ? left[same] : END;
        int second = same < right.length ? right[same] : END;
        if (!isDistinct(first) || !isDistinct(second)) {
            return OptionalInt.empty();
        }
        int asBytes = Integer.signum(Arrays.compareUnsigned(one, other));
        return !ranged || asBytes == Integer.signum(order(first, second))
                ? OptionalInt.of(asBytes)
                : OptionalInt.empty();
    }

    private static int[] folded(byte[] text) {
        return new String(text, UTF_8)
                .toLowerCase(Locale.ROOT)
                .stripTrailing()
                .codePoints()
                .toArray();
    }

    /** Whether no collation takes it, in lower case, for equal to another one, or for nothing. */
    private static boolean isDistinct(int character) {
        return character == END || (character >= ' ' && character <= '~') || isIdeograph(character);
    }

    private static boolean isIdeograph(int character) {
        return Character.UnicodeBlock.CJK_UNIFIED_IDEOGRAPHS.equals(Character.UnicodeBlock.of(character));
    }

    /** The order of two different ones; 0 if collations differ. */
    private static int order(int first, int second) {
        if (first == END || second == END) {
            return first == END ? -1 : 1;
        }
        Group group = group(first);
        Group other = group(second);
        if (group == Group.NONE || other == Group.NONE) {
            return 0;
        }
        if (group != other) {
            return group.compareTo(other);
        }
        return group == Group.DIGIT || group == Group.LETTER ? first - second : 0;
    }

    private static Group group(int character) {
        if (character < '0') {
            return Group.MARK;
        }
        if (character <= '9') {
            return Group.DIGIT;
        }
        if (character >= 'a' && character <= 'z') {
            return Group.LETTER;
        }
        return isIdeograph(character) ? Group.IDEOGRAPH : Group.NONE;
    }
}
