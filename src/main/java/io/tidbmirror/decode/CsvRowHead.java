package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Operation;
import java.util.Arrays;

/** The first cells of a row in usual form: operation, table, schema and, where rows have it, the commit-ts. */
final class CsvRowHead {
    private static final byte INSERT = Operation.INSERT.code();
    private static final byte UPDATE = Operation.UPDATE.code();
    private static final byte DELETE = Operation.DELETE.code();

    private final byte delimiter;
    private final boolean hasCommitTs;
    private final int length;
    private final long[] words;
    private final long[] masks;
    private byte operation;
    private long commitTs = ChangeBlock.NO_COMMIT_TS;

    CsvRowHead(CsvLayout layout) {
        byte[] names = layout.names();
        this.delimiter = layout.delimiter()[0];
        this.hasCommitTs = layout.options().includeCommitTs();
        this.length = 3 + names.length + 1;
        byte[] text = new byte[length + Long.BYTES];
        byte[] mask = new byte[length + Long.BYTES];
        text[0] = layout.quote();
        text[2] = layout.quote();
        System.arraycopy(names, 0, text, 3, names.length);
        text[length - 1] = delimiter;
        Arrays.fill(mask, 0, length, (byte) -1);
        mask[1] = 0;
        int count = (length + Long.BYTES - 1) / Long.BYTES;
        this.words = new long[count];
        this.masks = new long[count];
        for (int i = 0; i < count; i++) {
            words[i] = Swar.load(text, i * Long.BYTES);
            masks[i] = Swar.load(mask, i * Long.BYTES);
        }
    }

    byte operation() {
        return operation;
    }

    long commitTs() {
        return commitTs;
    }

    /** Reads the cells; gives where the first value begins, or {@link CsvCell#UNUSUAL}. */
    int read(byte[] bytes, int from, int to) {
        if (to - from < length) {
            return CsvCell.UNUSUAL;
        }
        long different = 0;
        for (int i = 0; i < words.length; i++) {
            different |= (Swar.load(bytes, from + i * Long.BYTES) & masks[i]) ^ words[i];
        }
        byte letter = bytes[from + 1];
        if (different != 0 || (letter != 'I' && letter != 'U' && letter != 'D')) {
            return CsvCell.UNUSUAL;
        }
        operation = letter == 'I' ? INSERT : letter == 'U' ? UPDATE : DELETE;
        return hasCommitTs ? readCommitTs(bytes, from + length) : from + length;
    }

    private int readCommitTs(byte[] bytes, int from) {
        int digits = Digits.run(bytes, from);
        commitTs = Digits.parse(bytes, from, digits);
        int end = from + digits;
        return commitTs >= 0 && bytes[end] == delimiter ? end + 1 : CsvCell.UNUSUAL;
    }
}
