package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.TableSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Canal-json read the plain way: line by line, with Jackson, each value a string. What {@link CanalReader} has to agree
 * with, in rows and in refusals; for columns without labels.
 */
final class JacksonCanalReader implements RowReader {
    private final CanalJsonOptions options;
    private final TableSchema schema;
    private final List<String> columns;
    private final RowFilter filter;
    private final List<List<@Nullable String>> rows = new ArrayList<>();
    private boolean ended;

    JacksonCanalReader(CanalJsonOptions options, TableSchema schema, RowFilter filter) {
        this.options = options;
        this.schema = schema;
        this.columns = schema.columns().stream().map(Column::name).toList();
        this.filter = filter;
    }

    @Override
    public int read(byte[] bytes, int from, int to, Rows taken) throws BadRowException {
        rows.clear();
        byte[] terminator = options.terminator().getBytes(UTF_8);
        int start = from;
        for (int at = from; at + terminator.length <= to && !ended; at++) {
            boolean end = Arrays.equals(bytes, at, at + terminator.length, terminator, 0, terminator.length);
            if (end && at > start && (options.terminator().endsWith("\n") || bytes[at - 1] == '}')) {
                String line = new String(bytes, start, at - start, UTF_8);
                ended = !take(parse(line, start), start, taken);
                start = ended ? start : at + terminator.length;
                at = start - 1;
            }
        }
        return start;
    }

    private JacksonCanalMessage parse(String line, int start) throws BadRowException {
        try {
            return JacksonCanalMessage.parse(line, schema);
        } catch (IOException e) {
            throw new BadRowException(start, "refused");
        }
    }

    private boolean take(JacksonCanalMessage message, int start, Rows taken) throws BadRowException {
        long ts = options.enableTidbExtension() ? message.commitTs() : ChangeBlock.NO_COMMIT_TS;
        refuseIf(options.enableTidbExtension() && ts == ChangeBlock.NO_COMMIT_TS, start);
        RowFilter.Verdict verdict = filter.judge(ts, start);
        byte operation = message.operation().code();
        boolean deletes = message.operation() == Operation.UPDATE && filter.wants(Operation.DELETE.code());
        if (verdict == RowFilter.Verdict.TAKE && (deletes || filter.wants(operation))) {
            requireColumns(message, start);
            if (deletes && message.old() != null) {
                takeOldKey(message, ts, start, taken);
            }
            if (filter.wants(operation)) {
                taken.add(operation, ts, start);
                rows.add(inOrder(message.data().values()));
            }
        }
        return verdict != RowFilter.Verdict.END;
    }

    private void requireColumns(JacksonCanalMessage message, int start) throws BadRowException {
        boolean keyOnly = message.operation() == Operation.DELETE && options.deleteOnlyOutputHandleKeyColumns();
        refuseIf(!message.data().fits(), start);
        for (int i = 0; i < columns.size(); i++) {
            boolean missing = !message.data().values().containsKey(columns.get(i));
            refuseIf(missing && (!keyOnly || schema.isKey(i)), start);
        }
    }

    /** An update that changes the key deletes the row that had the old one. */
    private void takeOldKey(JacksonCanalMessage message, long ts, int start, Rows taken) throws BadRowException {
        refuseIf(!message.old().fits(), start);
        Map<String, @Nullable String> before = new HashMap<>(message.data().values());
        before.putAll(message.old().values());
        if (!key(before).equals(key(message.data().values()))) {
            taken.add(Operation.DELETE.code(), ts, start);
            rows.add(inOrder(before));
        }
    }

    private List<@Nullable String> key(Map<String, @Nullable String> row) {
        return schema.key().stream()
                .<@Nullable String>map(i -> String.valueOf(row.get(columns.get(i))))
                .toList();
    }

    private List<@Nullable String> inOrder(Map<String, @Nullable String> row) {
        List<@Nullable String> values = new ArrayList<>();
        columns.forEach(column -> values.add(row.get(column)));
        return values;
    }

    @Override
    public void cells(int column, Cells cells) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        cells.reset(new byte[0], rows.size());
        for (int i = 0; i < rows.size(); i++) {
            String value = rows.get(i).get(column);
            cells.from()[i] = value == null ? Cells.NULL : bytes.size();
            bytes.writeBytes(value == null ? new byte[0] : value.getBytes(UTF_8));
            cells.to()[i] = bytes.size();
        }
        bytes.writeBytes(new byte[Chunk.SLACK]);
        cells.replaceBytes(bytes.toByteArray());
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public String unterminated() {
        return "";
    }

    @Override
    public String suspicion() {
        return "";
    }

    private static void refuseIf(boolean refused, int start) throws BadRowException {
        if (refused) {
            throw new BadRowException(start, "refused");
        }
    }
}
