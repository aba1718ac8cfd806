package io.tidbmirror.batch;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file in memory; its byte offsets are row numbers. */
record MemorySource(String name, List<Row> rows, int blockRows) implements ChangeSource {
    static final TableId TABLE = new TableId("s", "t");
    static final TableSchema SCHEMA = new TableSchema(
            TABLE,
            0,
            List.of(
                    new Column("id", ColumnType.of(MySqlType.BIGINT), ValueType.of(ValueKind.INT64), false),
                    new Column("v", ColumnType.of(MySqlType.VARCHAR), ValueType.of(ValueKind.TEXT), true)),
            List.of(0));

    record Row(long commitTs, Operation operation, long id, String value) {
        boolean isDelete() {
            return operation == Operation.DELETE;
        }
    }

    @Override
    public TableSchema schema() {
        return SCHEMA;
    }

    @Override
    public ChangeCursor open(CommitRange range, RowChoice choice, long offset) {
        return new MemoryCursor(range, choice, (int) offset);
    }

    private final class MemoryCursor implements ChangeCursor {
        private final CommitRange range;
        private final RowChoice choice;
        private final ChangeBlock block = new ChangeBlock(SCHEMA);
        private int next;
        private boolean closed;

        MemoryCursor(CommitRange range, RowChoice choice, int next) {
            this.range = range;
            this.choice = choice;
            this.next = next;
        }

        @Override
        public @Nullable ChangeBlock next() {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            block.clear();
            while (next < rows.size()
                    && block.rows() < blockRows
                    && rows.get(next).commitTs() < range.to()) {
                Row row = rows.get(next++);
                if (row.commitTs() >= range.from()
                        && choice.wants(row.operation().code())) {
                    add(row);
                }
            }
            return block.rows() == 0 ? null : block;
        }

        private void add(Row row) {
            block.reserve(1);
            block.operations()[block.rows()] = row.operation().code();
            block.commitTs()[block.rows()] = row.commitTs();
            ((LongVector) block.column(0)).add(row.id());
            byte[] value = row.value().getBytes(StandardCharsets.UTF_8);
            ((BytesVector) block.column(1)).add(value, 0, value.length);
            block.added(1);
        }

        @Override
        public long offset() {
            return next;
        }

        @Override
        public boolean exhausted() {
            return next == rows.size();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
