package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.RowForm;
import org.jspecify.annotations.Nullable;

/** Text, which must be UTF-8; quotes doubled within quotes become one. */
final class TextParser implements ValueParser {
    private static final int WORD = Long.BYTES;

    private final boolean doubled;
    private final byte quote;

    /** Text whose quotes are doubled. */
    static TextParser doubling(byte quote) {
        return new TextParser(true, quote);
    }

    /** Text as it is. */
    static TextParser plain() {
        return new TextParser(false, (byte) 0);
    }

    private TextParser(boolean doubled, byte quote) {
        this.doubled = doubled;
        this.quote = quote;
    }

    @Override
    public CsvCell cell(CsvCell.Form form) {
        return doubled && form.quoted() ? new CsvTextCell(form) : ValueParser.super.cell(form);
    }

    @Override
    public @Nullable CsvCopy copy(CsvCell.Form form, RowForm into) {
        return doubled && form.quoted() ? new CsvTextCopy(form, into.nullText()) : null;
    }

    @Override
    public void parse(Cells cells, ColumnVector into) throws BadCellException {
        int count = cells.count();
        BytesVector texts = (BytesVector) into;
        texts.reserve(count);
        texts.reserveBytes(cells.length());
        int[] from = cells.from();
        int[] offsets = texts.offsets();
        byte[] defined = texts.defined();
        int slot = texts.size();
        int end = offsets[slot];
        int nulls = 0;
        for (int i = 0; i < count; i++, slot++) {
            if (from[i] == Cells.NULL) {
                defined[slot] = 0;
                nulls++;
            } else {
                end = copy(cells, i, texts.data(), end);
                defined[slot] = 1;
            }
            offsets[slot + 1] = end;
        }
        texts.added(count, nulls);
    }

    /**
     * Copies eight bytes at a time, past the end too, and looks for quotes and non-ASCII bytes in the same pass.
     *
     * @return where the text ends in {@code data}
     */
    private int copy(Cells cells, int row, byte[] data, int start) throws BadCellException {
        byte[] bytes = cells.bytes();
        int at = cells.from()[row];
        int to = cells.to()[row];
        int out = start;
        long quotes = Swar.spread(quote);
        long seen = 0;
        while (at < to) {
            long word = Swar.load(bytes, at);
            Swar.store(data, out, word);
            seen |= word;
            long found = doubled ? Swar.zeros(word ^ quotes) : 0;
            if (found == 0) {
                at += WORD;
                out += WORD;
                continue;
            }
            int before = Swar.first(found);
            at += before;
            out += before;
            if (at >= to) {
                break;
            }
            if (at + 1 == to || bytes[at + 1] != quote) {
                throw new BadCellException(row, "has a quote inside that is not doubled; check feed.csv.quote");
            }
            at += 2;
            out++;
        }
        out -= Math.max(0, at - to);
        if ((seen & Swar.HIGH_BITS) != 0 && !Utf8.isValid(data, start, out)) {
            throw new BadCellException(row, "is not valid UTF-8; correct the value in TiDB");
        }
        return out;
    }
}
