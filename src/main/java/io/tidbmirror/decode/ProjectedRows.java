package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.Projection;
import io.tidbmirror.change.Projection.Filled;
import io.tidbmirror.change.Projection.Filter;
import io.tidbmirror.change.Projection.Origin;
import io.tidbmirror.change.Projection.Read;
import io.tidbmirror.change.Projection.Unknown;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of an older schema version in the columns of a later one.
 *
 * @param rows the rows as they were written
 * @param projection to the later version
 * @param zeroDate what filled columns make of a zero date
 */
public record ProjectedRows(ChangeSource rows, Projection projection, ZeroDate zeroDate) implements ChangeSource {
    private static final String REMEDY =
            "An export of the table at or above that version tells it: set snapshot.location"
                    + " to it, then build the table again (command: table rebuild), or exclude the table";

    /** The rows in the columns of a projection's target; as they are if there is none. */
    public static ChangeSource of(ChangeSource rows, @Nullable Projection projection, ZeroDate zeroDate) {
        return projection == null ? rows : new ProjectedRows(rows, projection, zeroDate);
    }

    @Override
    public TableSchema schema() {
        return projection.target();
    }

    @Override
    public String name() {
        return rows.name();
    }

    @Override
    public ChangeCursor open(CommitRange range, RowChoice choice, long offset) throws IOException {
        List<ColumnFill> fills = new ArrayList<>();
        for (Origin origin : projection.origins()) {
            fills.add(fill(origin));
        }
        List<PartitionTest> tests = new ArrayList<>();
        for (Filter filter : projection.filters()) {
            tests.add(new PartitionTest(
                    filter, filter.columns().stream().map(this::fill).toList(), zeroDate));
        }
        return new Cursor(rows.withoutTexts().open(range, choice, offset), fills, tests);
    }

    private ColumnFill fill(Origin origin) {
        ColumnFill first = source(origin);
        List<Column> path = origin.path();
        for (int i = 1; i < path.size(); i++) {
            first = new Converted(first, new ValueConversion(path.get(i - 1), path.get(i)), path.get(i));
        }
        return first;
    }

    private ColumnFill source(Origin origin) {
        if (origin instanceof Read read) {
            return (block, into) -> into.append(block.column(read.column()), 0, block.rows());
        }
        if (origin instanceof Filled filled) {
            ColumnVector value = new FillValue(filled.path().get(0), zeroDate).of(filled.text());
            return (block, into) -> repeat(value, block.rows(), into);
        }
        Unknown unknown = (Unknown) origin;
        return (block, into) -> refuse(unknown.reason(), block, into);
    }

    private static void repeat(ColumnVector value, int times, ColumnVector into) {
        for (int i = 0; i < times; i++) {
            into.append(value, 0, 1);
        }
    }

    private static void refuse(String reason, ChangeBlock block, ColumnVector into) throws RefusedValueException {
        for (int row = 0; row < block.rows(); row++) {
            if (block.operations()[row] != Operation.DELETE.code()) {
                throw new RefusedValueException(reason);
            }
            into.addNull();
        }
    }

    /** Adds the values of one column for all rows of a block. */
    interface ColumnFill {
        void fill(ChangeBlock block, ColumnVector into) throws RefusedValueException;
    }

    private record Converted(ColumnFill before, ValueConversion conversion, Column to) implements ColumnFill {
        @Override
        public void fill(ChangeBlock block, ColumnVector into) throws RefusedValueException {
            ColumnVector values = conversion.from().value().newVector();
            before.fill(block, values);
            conversion.convert(values, block.operations(), into);
        }
    }

    private final class Cursor implements ChangeCursor {
        private final ChangeCursor cursor;
        private final List<ColumnFill> fills;
        private final List<PartitionTest> tests;
        private final ChangeBlock projected = new ChangeBlock(projection.target());
        private final ChangeBlock kept = new ChangeBlock(rows.schema());

        Cursor(ChangeCursor cursor, List<ColumnFill> fills, List<PartitionTest> tests) {
            this.cursor = cursor;
            this.fills = fills;
            this.tests = tests;
        }

        @Override
        public @Nullable ChangeBlock next() throws IOException {
            for (ChangeBlock block = cursor.next(); block != null; block = cursor.next()) {
                ChangeBlock left = tests.isEmpty() ? block : kept(block);
                if (left.rows() > 0) {
                    return projected(left);
                }
            }
            return null;
        }

        /** The rows of partitions that were not taken away. */
        private ChangeBlock kept(ChangeBlock block) {
            boolean[] keep = new boolean[block.rows()];
            Arrays.fill(keep, true);
            try {
                for (PartitionTest test : tests) {
                    test.apply(block, keep);
                }
            } catch (RefusedValueException e) {
                throw new PoisonException(
                        "table " + projection.target().table() + " cannot be built on version "
                                + projection.target().version() + ": " + e.getMessage() + ", file " + name()
                                + ". " + REMEDY,
                        e);
            }
            kept.clear();
            int from = 0;
            for (int row = 0; row <= keep.length; row++) {
                if (row == keep.length || !keep[row]) {
                    kept.append(block, from, row);
                    from = row + 1;
                }
            }
            return kept;
        }

        private ChangeBlock projected(ChangeBlock block) {
            int count = block.rows();
            projected.clear();
            projected.reserve(count);
            System.arraycopy(block.operations(), 0, projected.operations(), 0, count);
            System.arraycopy(block.commitTs(), 0, projected.commitTs(), 0, count);
            for (int i = 0; i < fills.size(); i++) {
                fill(block, i);
            }
            projected.added(count);
            return projected;
        }

        private void fill(ChangeBlock block, int index) {
            try {
                fills.get(index).fill(block, projected.column(index));
            } catch (RefusedValueException e) {
                TableSchema target = projection.target();
                throw new PoisonException(
                        "table " + target.table() + " cannot be built in the columns of version " + target.version()
                                + ": column " + target.columns().get(index).name() + " " + e.getMessage() + "; rows of "
                                + name() + " need it. " + REMEDY,
                        e);
            }
        }

        @Override
        public boolean readAhead() {
            return cursor.readAhead();
        }

        @Override
        public long offset() {
            return cursor.offset();
        }

        @Override
        public boolean exhausted() {
            return cursor.exhausted();
        }

        @Override
        public void close() throws IOException {
            cursor.close();
        }
    }
}
