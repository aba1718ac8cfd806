package io.tidbmirror.change;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a row belongs to a partition, told by the values of the columns by which its table is partitioned. */
public sealed interface RowCondition {
    /**
     * A value of a partition's definition.
     *
     * @param text as in the statement, without quotes; null for NULL and MAXVALUE
     * @param max whether it is MAXVALUE
     */
    record Bound(@Nullable String text, boolean max) {}

    /**
     * RANGE and RANGE COLUMNS.
     *
     * @param from the bounds of the partition before, inclusive; empty for the first partition
     * @param to its own bounds, exclusive
     */
    record InRange(List<Bound> from, List<Bound> to) implements RowCondition {
        public InRange {
            from = List.copyOf(from);
            to = List.copyOf(to);
        }
    }

    /** LIST and LIST COLUMNS: the values, one list for each combination. */
    record InList(List<List<Bound>> values) implements RowCondition {
        public InList {
            List<List<Bound>> copies = new ArrayList<>();
            values.forEach(value -> copies.add(List.copyOf(value)));
            values = List.copyOf(copies);
        }
    }

    /** HASH over an integer: its remainder, without sign. */
    record HashIs(int count, int remainder) implements RowCondition {}
}
