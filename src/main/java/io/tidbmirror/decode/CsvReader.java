package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Operation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file: operation, table, schema, optional cells about the change, then the values. */
final class CsvReader implements RowReader {
    private static final byte INSERT = Operation.INSERT.code();
    private static final byte UPDATE = Operation.UPDATE.code();
    private static final byte DELETE = Operation.DELETE.code();

    private final CsvLayout layout;
    private final CsvScanner scanner;
    private final RowFilter filter;
    private final CsvFault fault;
    private final @Nullable CsvRows onePass;
    private final @Nullable CsvRowCopier copier;
    private final CsvCellFinder finder;
    private final int quoteLength;

    private boolean atHeader;
    private boolean ended;
    private byte[] bytes = new byte[0];

    /**
     * A reader of a file.
     *
     * @param onePass reads rows of the usual form, if the layout has one
     * @param copier makes texts of such rows, if they are wanted
     */
    CsvReader(
            CsvLayout layout,
            CsvScanner scanner,
            RowFilter filter,
            @Nullable CsvRows onePass,
            @Nullable CsvRowCopier copier,
            boolean atHeader) {
        this.layout = layout;
        this.scanner = scanner;
        this.filter = filter;
        this.onePass = onePass;
        this.copier = copier;
        this.atHeader = atHeader;
        this.fault = new CsvFault(layout);
        this.quoteLength = layout.isQuoted() ? 1 : 0;
        this.finder = new CsvCellFinder(layout, scanner);
    }

    @Override
    public boolean ended() {
        return ended || (onePass != null && onePass.ended()) || (copier != null && copier.ended());
    }

    @Override
    public String unterminated() {
        return "it may still be written, or check feed.csv.quote and feed.terminator";
    }

    @Override
    public String suspicion() {
        return "; if that is how NULL is written, check feed.csv.null";
    }

    @Override
    public int copy(byte[] source, int from, int to, Rows rows, ChangeBlock block) throws BadRowException {
        return copier == null || atHeader ? from : copier.read(source, from, to, rows, block);
    }

    @Override
    public int readInOnePass(byte[] source, int from, int to, Rows rows, ChangeBlock block) throws BadRowException {
        return onePass == null || atHeader ? from : onePass.read(source, from, to, rows, block);
    }

    @Override
    public boolean isDivisible() {
        return onePass != null && !atHeader;
    }

    @Override
    public int lastStart(byte[] source, int from, int to) {
        return onePass == null ? from : onePass.lastStart(source, from, to);
    }

    @Override
    public int read(byte[] source, int from, int to, Rows rows) throws BadRowException {
        bytes = source;
        finder.clear();
        int start = atHeader ? layout.header().end(source, from, to) : from;
        if (start < 0) {
            return from;
        }
        atHeader = false;
        scanner.scan(source, start, to);
        int terminator = layout.terminator().length;
        int before = 0;
        while (true) {
            int last = scanner.rowEnd(before);
            if (last == CsvScanner.INCOMPLETE) {
                return scanner.ends()[before] + terminator;
            }
            if (!readRow(before, last, rows)) {
                ended = true;
                return scanner.ends()[before] + terminator;
            }
            before = last;
        }
    }

    /** Judges one row by its first cells; false if it ends the range. */
    private boolean readRow(int before, int last, Rows rows) throws BadRowException {
        int start = scanner.ends()[before] + layout.terminator().length;
        byte operation = operation(before, last, start);
        long commitTs = layout.options().includeCommitTs() ? commitTs(before, last, start) : ChangeBlock.NO_COMMIT_TS;
        RowFilter.Verdict verdict = filter.judge(commitTs, start);
        if (bytes[scanner.ends()[last] - 1] == '\r') {
            throw new BadRowException(
                    start, "the row ends with a carriage return, which no cell does; check feed.terminator");
        }
        if (last - before != layout.cells() && !filter.isStale(commitTs)) {
            throw new BadRowException(start, fault.wrongCount(last - before));
        }
        if (verdict == RowFilter.Verdict.END) {
            return false;
        }
        if (verdict == RowFilter.Verdict.TAKE && filter.wants(operation)) {
            requireUpdateFlag(before, start);
            finder.take(before + layout.options().metaCells());
            rows.add(operation, commitTs, start);
        }
        return true;
    }

    /** Checks the first three cells. */
    private byte operation(int before, int last, int start) throws BadRowException {
        int[] ends = scanner.ends();
        byte[] names = layout.names();
        int letterEnd = start + 1 + 2 * quoteLength;
        boolean good = last - before >= 3
                && ends[before + 1] == letterEnd
                && (quoteLength == 0 || (bytes[start] == layout.quote() && bytes[letterEnd - 1] == layout.quote()))
                && ends[before + 3] == letterEnd + names.length
                && Arrays.equals(bytes, letterEnd, letterEnd + names.length, names, 0, names.length);
        byte letter = bytes[start + quoteLength];
        if (good && letter == 'I') {
            return INSERT;
        }
        if (good && letter == 'U') {
            return UPDATE;
        }
        if (good && letter == 'D') {
            return DELETE;
        }
        throw new BadRowException(start, fault.badHead(bytes, start, ends[before + 1]));
    }

    private long commitTs(int before, int last, int start) throws BadRowException {
        int[] ends = scanner.ends();
        int from = ends[before + 3] + layout.delimiter().length;
        int length = last - before > 3 ? ends[before + 4] - from : 0;
        long value = Digits.positive(bytes, from, length);
        if (value < 0) {
            throw new BadRowException(start, "the fourth cell is not a commit-ts; check feed.csv.include-commit-ts");
        }
        return value;
    }

    private void requireUpdateFlag(int before, int start) throws BadRowException {
        if (layout.options().outputOldValue()) {
            int cell = before + (layout.options().includeCommitTs() ? 4 : 3);
            int from = scanner.ends()[cell] + layout.delimiter().length;
            int to = scanner.ends()[cell + 1];
            if (!isWord("true", from, to) && !isWord("false", from, to)) {
                throw new BadRowException(
                        start, "the is-update cell is not true or false; check feed.csv.output-old-value");
            }
        }
    }

    private boolean isWord(String word, int from, int to) {
        boolean same = to - from == word.length();
        for (int i = 0; same && i < word.length(); i++) {
            same = bytes[from + i] == word.charAt(i);
        }
        return same;
    }

    @Override
    public void cells(int column, Cells cells) throws BadRowException {
        finder.find(bytes, column, cells);
    }
}
