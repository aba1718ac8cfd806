package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.TableSchema;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a canal-json file: a message each, of which only the envelope is read before the row is wanted. */
final class CanalReader implements RowReader {
    private static final long LINES = Swar.spread('\n');
    private static final byte UPDATE = Operation.UPDATE.code();
    private static final byte DELETE = Operation.DELETE.code();

    private final CanalJsonOptions options;
    private final TableSchema schema;
    private final RowFilter filter;
    private final byte[] terminator;
    private final boolean lines;
    private final JsonText text = new JsonText();
    private final CanalMessage message;
    private final CanalColumns columns;
    private final @Nullable Labels[] labels;

    private byte[] bytes = new byte[0];
    private boolean ended;
    private boolean labelsRead;

    CanalReader(CanalJsonOptions options, TableSchema schema, RowFilter filter) {
        this.options = options;
        this.schema = schema;
        this.filter = filter;
        this.terminator = options.terminator().getBytes(UTF_8);
        this.lines = options.terminator().endsWith("\n");
        this.message = new CanalMessage(schema.table());
        this.columns = new CanalColumns(schema);
        this.labels = new Labels[schema.columns().size()];
        for (int i = 0; i < labels.length; i++) {
            List<String> elements = schema.columns().get(i).type().elements();
            labels[i] = hasLabels(i) && !elements.isEmpty() ? new Labels(type(i), elements) : null;
        }
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
        int at = from;
        while (at < to) {
            int end = lineEnd(at, to);
            if (end < 0) {
                break;
            }
            if (!readMessage(at, end, rows)) {
                ended = true;
                break;
            }
            at = end + terminator.length;
        }
        return at;
    }

    @Override
    public void cells(int column, Cells cells) throws BadCellException {
        columns.copyTo(cells, bytes, column);
        Labels known = labels[column];
        if (known != null) {
            known.put(cells);
        }
    }

    /** Where the terminator of a message begins, or -1. JSON text has no line feeds of its own. */
    private int lineEnd(int from, int to) {
        byte last = terminator[terminator.length - 1];
        long wanted = lines ? LINES : Swar.spread(last);
        int at = from;
        while (at < to) {
            long found = Swar.zeros(Swar.load(bytes, at) ^ wanted);
            at += Swar.first(found);
            if (found == 0) {
                continue;
            }
            int start = at + 1 - terminator.length;
            boolean whole = at < to
                    && start > from
                    && Arrays.equals(bytes, start, at + 1, terminator, 0, terminator.length)
                    && (lines || bytes[start - 1] == '}');
            if (whole) {
                return start;
            }
            at++;
        }
        return -1;
    }

    /** Reads a message; false if it ends the range. */
    private boolean readMessage(int from, int to, Rows rows) throws BadRowException {
        text.open(bytes, from, to);
        message.read(text);
        if (text.at() != to) {
            throw new BadRowException(
                    from, "the message is followed by more than its terminator; check feed.terminator");
        }
        long commitTs = options.enableTidbExtension() ? message.commitTs() : ChangeBlock.NO_COMMIT_TS;
        if (options.enableTidbExtension() && commitTs == ChangeBlock.NO_COMMIT_TS) {
            throw new BadRowException(
                    from,
                    "the message has no commitTs; set enable-tidb-extension=true in the changefeed, or feed.enable-tidb-extension=false");
        }
        RowFilter.Verdict verdict = filter.judge(commitTs, from);
        if (verdict == RowFilter.Verdict.TAKE) {
            take(from, commitTs, rows);
        }
        return verdict != RowFilter.Verdict.END;
    }

    private void take(int from, long commitTs, Rows rows) throws BadRowException {
        byte operation = message.operation();
        boolean update = operation == UPDATE;
        boolean wanted = filter.wants(operation);
        boolean deleteWanted = update && filter.wants(DELETE);
        if (!wanted && !deleteWanted) {
            return;
        }
        readLabels(from);
        int row = columns.rows();
        readData(from, operation == DELETE && options.deleteOnlyOutputHandleKeyColumns());
        if (update && message.old() >= 0 && hasOldKey(row)) {
            if (deleteWanted) {
                rows.add(DELETE, commitTs, from);
                columns.keepBefore(row, wanted);
            }
        } else if (!wanted) {
            columns.drop();
        }
        if (wanted) {
            rows.add(operation, commitTs, from);
        }
    }

    private void readData(int from, boolean keyOnly) throws BadRowException {
        columns.begin();
        text.moveTo(message.data());
        columns.read(text);
        int missing = columns.missing(keyOnly);
        if (missing >= 0) {
            throw new BadRowException(
                    from,
                    ColumnParsers.describe(schema.columns().get(missing)) + " has no value in the message; check"
                            + " feed.delete-only-output-handle-key-columns, or whether it is a virtual generated column");
        }
        columns.keep();
    }

    /**
     * Whether an update comes from another key, whose row is read then: an update of the key that was not split, as with
     * output-raw-change-event.
     */
    private boolean hasOldKey(int row) throws BadRowException {
        text.moveTo(message.old());
        if (text.takeNull()) {
            return false;
        }
        columns.begin();
        columns.read(text);
        columns.inherit(row);
        return columns.hasOtherKey(bytes, row);
    }

    /** Once: the labels that the schema does not tell, from the types of the first message. */
    private void readLabels(int from) throws BadRowException {
        if (labelsRead) {
            return;
        }
        labelsRead = true;
        if (message.mysqlType() >= 0) {
            text.moveTo(message.mysqlType());
            columns.readTypes(text, this::label);
        }
        for (int i = 0; i < labels.length; i++) {
            if (hasLabels(i) && labels[i] == null) {
                throw new BadRowException(
                        from,
                        "the labels of "
                                + ColumnParsers.describe(schema.columns().get(i))
                                + " are not known: set content-compatible=true in the changefeed");
            }
        }
    }

    private void label(String type, int column) {
        List<String> elements = hasLabels(column) && labels[column] == null ? Labels.parse(type) : List.of();
        if (!elements.isEmpty()) {
            labels[column] = new Labels(type(column), elements);
        }
    }

    private boolean hasLabels(int column) {
        return type(column) == MySqlType.ENUM || type(column) == MySqlType.SET;
    }

    private MySqlType type(int column) {
        return schema.columns().get(column).type().name();
    }
}
