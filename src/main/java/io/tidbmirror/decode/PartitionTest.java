package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.Projection.Filter;
import io.tidbmirror.change.RowCondition;
import io.tidbmirror.change.RowCondition.Bound;
import io.tidbmirror.change.RowCondition.HashIs;
import io.tidbmirror.change.RowCondition.InList;
import io.tidbmirror.change.RowCondition.InRange;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ZeroDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Finds the rows of a partition by its definition. */
final class PartitionTest {
    private final Filter filter;
    private final List<ProjectedRows.ColumnFill> fills;
    private final List<Column> columns;
    private final List<List<ColumnVector>> bounds = new ArrayList<>();
    private boolean met;
    private boolean missed;

    PartitionTest(Filter filter, List<ProjectedRows.ColumnFill> fills, ZeroDate zeroDate) {
        this.filter = filter;
        this.fills = fills;
        this.columns = filter.columns().stream()
                .map(origin -> origin.path().get(origin.path().size() - 1))
                .toList();
        for (List<Bound> tuple : tuples(filter.condition())) {
            List<ColumnVector> values = new ArrayList<>();
            for (int i = 0; i < tuple.size(); i++) {
                values.add(
                        new FillValue(columns.get(i), zeroDate).of(tuple.get(i).text()));
            }
            bounds.add(values);
        }
    }

    private static List<List<Bound>> tuples(RowCondition condition) {
        if (condition instanceof InRange range) {
            return List.of(range.from(), range.to());
        }
        return condition instanceof InList list ? list.values() : List.of();
    }

    /** Takes out of {@code keep} the rows that go. */
    void apply(ChangeBlock block, boolean[] keep) throws RefusedValueException {
        List<ColumnVector> values = new ArrayList<>();
        for (int i = 0; i < fills.size(); i++) {
            ColumnVector vector = columns.get(i).value().newVector();
            fills.get(i).fill(block, vector);
            values.add(vector);
        }
        for (int row = 0; row < block.rows(); row++) {
            boolean meets = meets(values, row);
            met |= meets;
            missed |= !meets;
            keep[row] &= meets == filter.keep();
        }
        if (filter.uniform() && met && missed) {
            throw new RefusedValueException(
                    "rows in one partition's folder belong to several partitions by the definition in its statements");
        }
    }

    private boolean meets(List<ColumnVector> values, int row) throws RefusedValueException {
        RowCondition condition = filter.condition();
        if (condition instanceof HashIs hash) {
            // Of unsigned values too, TiDB takes 64 bits with a sign (tidb table/tables/partition.go
            // locateHashPartition).
            long value = values.get(0).isNull(row)
                    ? 0
                    : NumberConversion.number(values.get(0), row).longValue();
            return Math.abs(value % hash.count()) == hash.remainder();
        }
        if (condition instanceof InRange range) {
            return compare(values, row, bounds.get(0), range.from()) >= 0
                    && compare(values, row, bounds.get(1), range.to()) < 0;
        }
        List<List<Bound>> tuples = tuples(condition);
        for (int i = 0; i < tuples.size(); i++) {
            if (compare(values, row, bounds.get(i), tuples.get(i)) == 0) {
                return true;
            }
        }
        return false;
    }

    private int compare(List<ColumnVector> values, int row, List<ColumnVector> tuple, List<Bound> texts)
            throws RefusedValueException {
        for (int i = 0; i < tuple.size(); i++) {
            int order = texts.get(i).max() ? -1 : compare(i, values.get(i), row, tuple.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** NULL is less than everything. */
    private int compare(int column, ColumnVector values, int row, ColumnVector bound) throws RefusedValueException {
        if (values.isNull(row) || bound.isNull(0)) {
            return Boolean.compare(bound.isNull(0), values.isNull(row));
        }
        ValueKind kind = columns.get(column).value().kind();
        return switch (kind) {
            case INT32, INT64, DECIMAL, DATE, TIMESTAMP ->
                NumberConversion.number(values, row).compareTo(NumberConversion.number(bound, 0));
            case BINARY -> Arrays.compareUnsigned(bytes(values, row), bytes(bound, 0));
            case TEXT -> text(column, bytes(values, row), bytes(bound, 0));
            case FLOAT, DOUBLE ->
                throw new RefusedValueException("column " + columns.get(column).name() + " is a float");
        };
    }

    private static byte[] bytes(ColumnVector values, int row) {
        BytesVector vector = (BytesVector) values;
        return Arrays.copyOfRange(vector.data(), vector.offsets()[row], vector.offsets()[row + 1]);
    }

    private int text(int column, byte[] value, byte[] bound) throws RefusedValueException {
        OptionalInt order = UncollatedText.compare(value, bound, filter.condition() instanceof InRange);
        if (order.isEmpty()) {
            throw new RefusedValueException("which partition a value of column "
                    + columns.get(column).name() + " belongs to depends on its collation");
        }
        return order.getAsInt();
    }
}
