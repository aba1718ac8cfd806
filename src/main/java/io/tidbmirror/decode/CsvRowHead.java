package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Operation;
import java.util.Arrays;

/** The first cells of a row in usual form: operation, table, schema and, where rows have it, the commit-ts. */
final class CsvRowHead {
    private static final byte NONE = -1;
    private static final byte[] OPERATIONS = operations();

    /** Digits of a commit-ts of this century. */
    private static final int DIGITS = 18;

    private static final long LETTER = 0xFF00L;
    private static final int WORD = Long.BYTES;

    private final byte delimiter;
    private final boolean hasCommitTs;
    private final int length;
    private final long[] words;
    private final long lastWord;
    private byte operation;
    private long commitTs = ChangeBlock.NO_COMMIT_TS;

    /** The first eight digits of the last commit-ts that was read, which those behind it mostly share, and their value. */
    private long firstDigits;

    private long firstValue;

    CsvRowHead(CsvLayout layout) {
        byte[] names = layout.names();
        this.delimiter = layout.delimiter()[0];
        this.hasCommitTs = layout.options().includeCommitTs();
        byte[] text = new byte[3 + names.length + 1];
        this.length = text.length;
        text[0] = layout.quote();
        text[2] = layout.quote();
        System.arraycopy(names, 0, text, 3, names.length);
        text[length - 1] = delimiter;
        this.words = new long[length / WORD];
        for (int i = 0; i < words.length; i++) {
            words[i] = Swar.load(text, i * WORD);
        }
        this.lastWord = Swar.load(text, length - WORD);
    }

    byte operation() {
        return operation;
    }

    long commitTs() {
        return commitTs;
    }

    /** Bytes of the first three cells and the delimiters behind them. */
    int length() {
        return length;
    }

    /** Whether the first three cells stand at a place. */
    boolean isAt(byte[] bytes, int from) {
        long different = (Swar.load(bytes, from) ^ words[0]) & ~LETTER;
        for (int i = 1; i < words.length; i++) {
            different |= Swar.load(bytes, from + i * WORD) ^ words[i];
        }
        different |= Swar.load(bytes, from + length - WORD) ^ lastWord;
        return different == 0 && OPERATIONS[bytes[from + 1] & 0xFF] != NONE;
    }

    /** Reads the cells; gives where the first value begins, or {@link CsvCell#UNUSUAL}. */
    int read(byte[] bytes, int from, int to) {
        if (to - from < length || !isAt(bytes, from)) {
            return CsvCell.UNUSUAL;
        }
        operation = OPERATIONS[bytes[from + 1] & 0xFF];
        return hasCommitTs ? readCommitTs(bytes, from + length) : from + length;
    }

    private int readCommitTs(byte[] bytes, int from) {
        long first = Swar.load(bytes, from);
        long second = Swar.load(bytes, from + WORD);
        long last = Swar.load(bytes, from + 2 * WORD);
        if (first != firstDigits) {
            if (Digits.leading(first) < WORD) {
                return CsvCell.UNUSUAL;
            }
            firstDigits = first;
            firstValue = Digits.leadingValue(first, WORD) * Digits.power(DIGITS - WORD);
        }
        int rest = DIGITS - 2 * WORD;
        int end = from + DIGITS;
        if (Digits.leading(second) < WORD || Digits.leading(last) != rest || bytes[end] != delimiter) {
            return CsvCell.UNUSUAL;
        }
        commitTs =
                firstValue + Digits.leadingValue(second, WORD) * Digits.power(rest) + Digits.leadingValue(last, rest);
        return end + 1;
    }

    /** The code of each letter: one look, since the letters of rows cannot be foreseen. */
    private static byte[] operations() {
        byte[] operations = new byte[256];
        Arrays.fill(operations, NONE);
        for (Operation operation : Operation.values()) {
            operations[operation.letter()] = operation.code();
        }
        return operations;
    }
}
