package io.tidbmirror.camel;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.decode.Decoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes lines such as {@code I 100 1}: operation letter, commit-ts, value of the only column {@code id}. */
final class LineDecoder implements Decoder {
    static TableSchema schema(TableId table) {
        return new TableSchema(
                table,
                0,
                List.of(new Column("id", ColumnType.of(MySqlType.BIGINT), ValueType.of(ValueKind.INT64), false)),
                List.of(0));
    }

    static long key(ChangeBlock block, int row) {
        return ((LongVector) block.column(0)).values()[row];
    }

    @Override
    public ChangeSource decode(ByteSource bytes, TableSchema schema) {
        return new Rows(bytes, schema);
    }

    private record Rows(ByteSource bytes, TableSchema schema) implements ChangeSource {
        @Override
        public String name() {
            return bytes.name();
        }

        @Override
        public ChangeCursor open(CommitRange range, RowChoice rows, long offset) throws IOException {
            ChangeBlock block = new ChangeBlock(schema);
            try (var in = bytes.open(0)) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.split(" "))
                        .filter(row -> Long.parseLong(row[1]) >= range.from() && Long.parseLong(row[1]) < range.to())
                        .forEach(row -> add(block, row));
            }
            return new OneBlock(block, bytes.size());
        }

        private void add(ChangeBlock block, String[] row) {
            Operation operation =
                    switch (row[0]) {
                        case "I" -> Operation.INSERT;
                        case "D" -> Operation.DELETE;
                        default -> throw new PoisonException(schema.table() + ": no operation " + row[0]);
                    };
            block.reserve(1);
            block.operations()[block.rows()] = operation.code();
            block.commitTs()[block.rows()] = Long.parseLong(row[1]);
            ((LongVector) block.column(0)).add(Long.parseLong(row[2]));
            block.added(1);
        }
    }

    private static final class OneBlock implements ChangeCursor {
        private final ChangeBlock block;
        private final long size;
        private boolean done;

        OneBlock(ChangeBlock block, long size) {
            this.block = block;
            this.size = size;
        }

        @Override
        public @Nullable ChangeBlock next() {
            boolean first = !done && block.rows() > 0;
            done = true;
            return first ? block : null;
        }

        @Override
        public long offset() {
            return size;
        }

        @Override
        public boolean exhausted() {
            return true;
        }

        @Override
        public void close() {}
    }
}
