package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** What is known of the cells of one column before they are read. */
abstract class CsvColumn {
    private final CsvCell.Form form;
    private final byte end;
    private final int nullLength;
    private final long nullWord;
    private final long nullMask;

    CsvColumn(CsvCell.Form form) {
        byte[] text = form.nullText().getBytes(UTF_8);
        byte[] word = Arrays.copyOf(text, Long.BYTES);
        word[text.length] = form.end();
        this.form = form;
        this.end = form.end();
        this.nullLength = text.length;
        this.nullWord = Swar.load(word, 0);
        this.nullMask = -1L >>> (Long.SIZE - Byte.SIZE * (text.length + 1));
    }

    final CsvCell.Form form() {
        return form;
    }

    /** The byte behind each cell. */
    final byte end() {
        return end;
    }

    /** Whether the cell that begins with these eight bytes is NULL. */
    final boolean isNull(long word) {
        return (word & nullMask) == nullWord;
    }

    /** Where the cell behind a NULL begins. */
    final int behindNull(int at) {
        return at + nullLength + 1;
    }
}
