package io.tidbmirror.land;

import io.tidbmirror.batch.RestartFileException;
import io.tidbmirror.batch.Window;
import io.tidbmirror.batch.WindowReader;
import io.tidbmirror.change.Base;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.Marker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A table's change log in memory: the reference, and the windows cut from it. */
final class ChangeLog {
    static final TableId TABLE = new TableId("shop", "book");
    static final TableSchema SCHEMA = schema(TABLE, "id");

    /** What a reader may run into instead of the next row. */
    interface Trouble {
        Trouble NONE = row -> {};

        void at(String row) throws IOException;

        static void restart() {
            throw new RestartFileException("a delete behind an upsert");
        }
    }

    private final NavigableMap<Long, List<String>> commits = new TreeMap<>();
    private long ids;

    static TableSchema schema(TableId table, String... columns) {
        List<Column> all = new ArrayList<>();
        for (String name : columns) {
            all.add(new Column(
                    name, ColumnType.of(MySqlType.BIGINT), ValueType.of(ValueKind.INT64), !name.equals(columns[0])));
        }
        return new TableSchema(table, 1, all, List.of(0));
    }

    /** Adds a commit; each of its rows is different from every other. */
    ChangeLog commit(long ts, int rows) {
        for (int i = 0; i < rows; i++) {
            String marker = i == 0 && ids % 3 == 0 ? " 2 " : " 4 ";
            commits.computeIfAbsent(ts, absent -> new ArrayList<>()).add(ts + marker + ids++);
        }
        return this;
    }

    /** The rows of all commits from one commit-ts (inclusive) to another (exclusive), as {@link TextFormat} writes them. */
    List<String> rows(long from, long to) {
        return commits.subMap(from, to).values().stream().flatMap(List::stream).toList();
    }

    Window window(long from, long to) {
        return window(from, to, () -> Integer.MAX_VALUE, Trouble.NONE);
    }

    /**
     * A window.
     *
     * @param from commit-ts, 0 for a table never landed
     * @param cut how many commits the next file has
     * @param trouble asked before each row
     */
    Window window(long from, long to, IntSupplier cut, Trouble trouble) {
        return window(null, from, to, cut, trouble);
    }

    /** A window that wants the table to be built on a schema version. */
    Window based(Base base, long from, long to, IntSupplier cut) {
        return window(base, from, to, cut, Trouble.NONE);
    }

    Window window(@Nullable Base base, long from, long to, IntSupplier cut, Trouble trouble) {
        return new Window() {
            @Override
            public @Nullable Base base() {
                return base;
            }

            @Override
            public TableSchema schema() {
                return SCHEMA;
            }

            @Override
            public Covered from() {
                return covered(from);
            }

            @Override
            public Covered to() {
                return covered(to);
            }

            @Override
            public WindowReader open() {
                return new Reader(new TreeMap<>(commits.subMap(from, to)), to, cut, trouble);
            }
        };
    }

    static Covered covered(long commitTs) {
        return commitTs == 0 ? Covered.NOTHING : Covered.below(commitTs);
    }

    private static final class Reader implements WindowReader {
        private final NavigableMap<Long, List<String>> left;
        private final long to;
        private final IntSupplier cut;
        private final Trouble trouble;
        private NavigableMap<Long, List<String>> file = Collections.emptyNavigableMap();
        private List<String> rows = new ArrayList<>();

        Reader(NavigableMap<Long, List<String>> commits, long to, IntSupplier cut, Trouble trouble) {
            this.left = commits;
            this.to = to;
            this.cut = cut;
            this.trouble = trouble;
        }

        @Override
        public boolean nextFile() {
            if (rows.isEmpty()) {
                file = new TreeMap<>();
                for (int commits = cut.getAsInt(); commits > 0 && !left.isEmpty(); commits--) {
                    var first = left.pollFirstEntry();
                    file.put(first.getKey(), first.getValue());
                }
            }
            rows = new ArrayList<>(file.values().stream().flatMap(List::stream).toList());
            return !rows.isEmpty();
        }

        @Override
        public @Nullable MarkedBlock next() throws IOException {
            if (rows.isEmpty()) {
                return null;
            }
            trouble.at(rows.get(0));
            String[] row = rows.remove(0).split(" ");
            ChangeBlock block = new ChangeBlock(SCHEMA);
            block.reserve(1);
            boolean delete = Integer.parseInt(row[1]) == Marker.DELETE;
            block.operations()[0] = (delete ? Operation.DELETE : Operation.INSERT).code();
            block.commitTs()[0] = Long.parseLong(row[0]);
            ((LongVector) block.column(0)).add(Long.parseLong(row[2]));
            block.added(1);
            return new Marker().mark(block);
        }

        @Override
        public Covered covered() {
            return left.isEmpty() ? covered(to) : covered(left.firstKey());
        }

        private static Covered covered(long ts) {
            return ChangeLog.covered(ts);
        }

        @Override
        public void close() {}
    }
}
