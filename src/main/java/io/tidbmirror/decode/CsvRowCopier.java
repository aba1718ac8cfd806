package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.RowForm;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The hot path of CSV into a landing format that takes rows as text: checks rows in one pass over their bytes, as
 * {@link CsvRows} does, and copies their cells, each by a {@link CsvCopy} of its column, instead of making values of them.
 *
 * <p>It stops before the first row with a cell that does not stand there as it would be written; {@link CsvRows} reads that one.
 */
final class CsvRowCopier {
    private static final int INITIAL_ROWS = 256;

    /** Longer rows are read the ordinary way, whose memory is counted column by column. */
    private static final int MOST_BYTES = 2 << 20;

    private static final int WORD = Long.BYTES;
    private static final byte DELETE = Operation.DELETE.code();

    /** What {@link #row} gives if there was too little room; {@link CsvCell#UNUSUAL} is the other one. */
    private static final int FULL = (int) CsvCopy.FULL;

    private final CsvLayout layout;
    private final ColumnParsers parsers;
    private final RowFilter filter;
    private final CsvRowHead head;
    private final CsvCopy[] cells;
    private final boolean carriageReturn;
    private final byte separator;
    private final byte[] nullText;
    private final int nullLength;
    private final long rowEnd;
    private final int rowEndLength;
    private final int reserved;
    private BytesVector texts = new BytesVector();
    private boolean ended;
    private int end;

    private CsvRowCopier(CsvLayout layout, ColumnParsers parsers, RowFilter filter, RowForm form, CsvCopy[] cells) {
        this.layout = layout;
        this.parsers = parsers;
        byte[] text = form.nullText().getBytes(UTF_8);
        byte[] tail = form.end().getBytes(UTF_8);
        this.filter = filter;
        this.head = new CsvRowHead(layout);
        this.cells = cells;
        this.carriageReturn = layout.terminator().length == 2;
        this.separator = form.separator();
        this.nullLength = text.length;
        this.nullText = Arrays.copyOf(text, 2 * WORD);
        this.rowEnd = Swar.load(Arrays.copyOf(tail, WORD), 0);
        this.rowEndLength = tail.length;
        this.reserved = cells.length * CsvCopy.MOST_BYTES + WORD + ColumnVector.SLACK;
    }

    /** A copier of rows in this form; null if they are not all written alike. */
    static @Nullable CsvRowCopier of(CsvLayout layout, ColumnParsers parsers, RowFilter filter, RowForm form) {
        CsvOptions options = layout.options();
        boolean alike = options.delimiter().equals(Character.toString(form.separator()))
                && options.quote().equals(Character.toString(form.quote()));
        CsvCopy[] cells = new CsvCopy[layout.schema().columns().size()];
        for (int i = 0; alike && i < cells.length; i++) {
            CsvCopy cell = parsers.copy(i, layout.form(i), form);
            alike = cell != null;
            cells[i] = cell;
        }
        return alike ? new CsvRowCopier(layout, parsers, filter, form, cells) : null;
    }

    boolean ended() {
        return ended;
    }

    /**
     * Copies rows into an empty block, as many as follow each other in usual form.
     *
     * @return where the first row begins that was not copied
     */
    int read(byte[] bytes, int from, int to, Rows rows, ChangeBlock block) throws BadRowException {
        texts = block.texts();
        for (CsvCopy cell : cells) {
            cell.begin(to);
        }
        texts.reserve(INITIAL_ROWS);
        texts.reserveBytes(Math.min(to - from, Chunk.BYTES) + reserved);
        int at = from;
        int start = 0;
        while (true) {
            int next = row(bytes, at, to, start);
            if (next == FULL && texts.data().length < MOST_BYTES) {
                texts.reserveBytes(2 * texts.data().length);
                continue;
            }
            if (next < 0) {
                break;
            }
            RowFilter.Verdict verdict = filter.judge(head.commitTs(), at);
            if (verdict == RowFilter.Verdict.END) {
                ended = true;
                break;
            }
            if (verdict == RowFilter.Verdict.TAKE && filter.wants(head.operation())) {
                rows.add(head.operation(), head.commitTs(), at);
                texts.reserve(rows.count());
                texts.offsets()[rows.count()] = end;
                start = end;
            }
            at = next;
        }
        if (rows.count() > 0) {
            int behind = at;
            Arrays.fill(texts.defined(), 0, rows.count(), (byte) 1);
            texts.added(rows.count(), 0);
            block.leaveUnread(() -> readValues(bytes, from, behind, block));
        }
        return at;
    }

    /** Reads the values of the rows that were copied; of cells that are fit to be copied, none is unusual there. */
    private void readValues(byte[] bytes, int from, int to, ChangeBlock block) {
        Rows again = new Rows();
        try {
            int end = new CsvRows(layout, parsers, filter.again()).read(bytes, from, to, again, block);
            if (end != to || again.count() != block.rows()) {
                throw new IllegalStateException(
                        "rows of " + layout.schema().table() + " that were copied cannot be read");
            }
        } catch (BadRowException e) {
            throw new IllegalStateException("rows of " + layout.schema().table() + " that were copied are bad", e);
        }
    }

    /** Copies one row; gives where the next one begins. */
    private int row(byte[] bytes, int from, int to, int start) {
        byte[] into = texts.data();
        int room = into.length - reserved;
        int at = head.read(bytes, from, to);
        if (at < 0 || start > room) {
            return at < 0 ? CsvCell.UNUSUAL : FULL;
        }
        boolean delete = head.operation() == DELETE;
        int out = start;
        for (CsvCopy cell : cells) {
            long word = Swar.load(bytes, at);
            if (cell.isNull(word)) {
                if (!cell.form().nullable() && (cell.form().key() || !delete)) {
                    return CsvCell.UNUSUAL;
                }
                Swar.store(into, out, Swar.load(nullText, 0));
                Swar.store(into, out + WORD, Swar.load(nullText, WORD));
                out += nullLength;
                at = cell.behindNull(at);
            } else {
                long ends = cell.copy(bytes, at, word, into, out, room);
                if (ends < 0) {
                    return (int) ends;
                }
                at = (int) (ends >>> Integer.SIZE);
                out = (int) ends;
            }
            into[out++] = separator;
            if (at > to) {
                return CsvCell.UNUSUAL;
            }
        }
        Swar.store(into, out, rowEnd);
        end = out + rowEndLength;
        if (carriageReturn) {
            at = bytes[at] == '\n' ? at + 1 : CsvCell.UNUSUAL;
        }
        return at <= to ? at : CsvCell.UNUSUAL;
    }
}
