package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.TableSchema;
import java.util.Arrays;

/** Rows of a canal-json file: a message each, which is moved over once; its strings are rewritten without escapes in place. */
final class CanalReader implements RowReader {
    private static final byte UPDATE = Operation.UPDATE.code();
    private static final byte DELETE = Operation.DELETE.code();

    private final CanalJsonOptions options;
    private final TableSchema schema;
    private final RowFilter filter;
    private final byte[] terminator;
    private final boolean lines;
    private final JsonText text = new JsonText();
    private final CanalColumns columns;
    private final CanalMessage message;
    private final CanalLabels labels;

    private byte[] bytes = new byte[0];
    private boolean ended;

    CanalReader(CanalJsonOptions options, TableSchema schema, RowFilter filter) {
        this.options = options;
        this.schema = schema;
        this.filter = filter;
        this.terminator = options.terminator().getBytes(UTF_8);
        this.lines = options.terminator().endsWith("\n");
        KeyOrder names = new KeyOrder(schema.columns().stream()
                .map(column -> column.name().getBytes(UTF_8))
                .toList());
        this.columns = new CanalColumns(schema, names);
        this.message = new CanalMessage(schema.table(), columns, new CanalTypes(schema, names));
        this.labels = new CanalLabels(schema, names);
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public String suspicion() {
        return "; check mirror.format and feed.terminator";
    }

    @Override
    public String unterminated() {
        return "it may still be written, or check feed.terminator";
    }

    @Override
    public int read(byte[] source, int from, int to, Rows rows) throws BadRowException {
        bytes = source;
        columns.clear();
        int complete = lines ? lastLineEnd(from, to) : to;
        int at = from;
        while (at < complete) {
            int end = lines ? complete : messageEnd(at, to);
            if (end < 0) {
                break;
            }
            text.open(bytes, at, end);
            message.read(text);
            if (lines ? !isTerminator(text.at(), complete) : text.at() != end) {
                throw new BadRowException(
                        at, "the message is followed by more than its terminator; check feed.terminator");
            }
            if (!judge(at, rows)) {
                ended = true;
                break;
            }
            at = text.at() + terminator.length;
        }
        return at;
    }

    @Override
    public void cells(int column, Cells cells) throws BadCellException {
        columns.copyTo(cells, bytes, column);
        labels.put(column, cells);
    }

    /**
     * Where the last terminator ends, or {@code from}. A message has no line feed of its own, so the terminators before need
     * not be looked for: each follows its message.
     */
    private int lastLineEnd(int from, int to) {
        int end = to;
        while (end - terminator.length > from && !isTerminator(end - terminator.length, end)) {
            end--;
        }
        return end - terminator.length > from ? end : from;
    }

    private boolean isTerminator(int at, int to) {
        return at + terminator.length <= to
                && Arrays.equals(bytes, at, at + terminator.length, terminator, 0, terminator.length);
    }

    /** Where the terminator of a message begins, or -1; for terminators that a message may have within. */
    private int messageEnd(int from, int to) {
        int end = from + 1;
        while (end < to && !(bytes[end - 1] == '}' && isTerminator(end, to))) {
            end++;
        }
        return end < to ? end : -1;
    }

    /** Takes the row if it is wanted; false if it ends the range. */
    private boolean judge(int from, Rows rows) throws BadRowException {
        boolean extension = options.enableTidbExtension();
        if (extension && message.commitTs() == ChangeBlock.NO_COMMIT_TS) {
            throw new BadRowException(
                    from,
                    "the message has no commitTs; set enable-tidb-extension=true in the changefeed, or feed.enable-tidb-extension=false");
        }
        long commitTs = extension ? message.commitTs() : ChangeBlock.NO_COMMIT_TS;
        RowFilter.Verdict verdict = filter.judge(commitTs, from);
        if (verdict == RowFilter.Verdict.TAKE) {
            take(from, commitTs, rows);
        }
        return verdict != RowFilter.Verdict.END;
    }

    private void take(int from, long commitTs, Rows rows) throws BadRowException {
        byte operation = message.operation();
        boolean wanted = filter.wants(operation);
        boolean deleteWanted = operation == UPDATE && filter.wants(DELETE);
        if (!wanted && !deleteWanted) {
            return;
        }
        labels.learn(text, message.mysqlType());
        requireData(from, operation == DELETE && options.deleteOnlyOutputHandleKeyColumns());
        if (deleteWanted && hasOtherKey(from)) {
            rows.add(DELETE, commitTs, from);
            columns.keepOld();
        }
        if (wanted) {
            rows.add(operation, commitTs, from);
            columns.keepData();
        }
    }

    private void requireData(int from, boolean keyOnly) throws BadRowException {
        if (message.typeMisfit() != null) {
            throw new BadRowException(from, message.typeMisfit());
        }
        if (message.dataMisfit() != null) {
            throw new BadRowException(from, message.dataMisfit());
        }
        int missing = columns.missing(keyOnly);
        if (missing >= 0) {
            throw new BadRowException(
                    from,
                    ColumnParsers.describe(schema.columns().get(missing)) + " has no value in the message; check"
                            + " feed.delete-only-output-handle-key-columns, or whether it is a virtual generated column");
        }
    }

    /** Whether an update comes from another key: one that was not split, as with output-raw-change-event. */
    private boolean hasOtherKey(int from) throws BadRowException {
        if (!message.hasOld()) {
            return false;
        }
        if (message.oldMisfit() != null) {
            throw new BadRowException(from, message.oldMisfit());
        }
        return columns.hasOtherKey(bytes);
    }
}
