package io.tidbmirror.feed;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.RowCondition;
import io.tidbmirror.change.RowCondition.Bound;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a table is partitioned, as its statements tell.
 *
 * @param kind by what; UNKNOWN if it is not understood, which matters only once rows of a partition have to be found
 * @param columns the columns by which it is
 * @param partitions in their order; empty for HASH
 * @param count number of partitions of HASH
 * @param regular whether every partition had the same rows since the table was made, so that a folder holds one
 */
record Partitioning(Kind kind, List<String> columns, List<Partition> partitions, int count, boolean regular) {
    enum Kind {
        RANGE,
        LIST,
        HASH,
        UNKNOWN
    }

    /**
     * A partition.
     *
     * @param values RANGE: its upper bound alone; LIST: the values in it, none if it has those that no other has
     */
    record Partition(String name, List<List<Bound>> values) {
        Partition {
            values = List.copyOf(values);
        }
    }

    static final Partitioning UNKNOWN = new Partitioning(Kind.UNKNOWN, List.of(), List.of(), 0, false);

    Partitioning {
        columns = List.copyOf(columns);
        partitions = List.copyOf(partitions);
    }

    /** The condition for rows of a partition. */
    RowCondition condition(String name) {
        if (kind == Kind.HASH) {
            return new RowCondition.HashIs(count, hashIndex(name));
        }
        int index = index(name);
        if (kind == Kind.UNKNOWN || index < 0 || partitions.get(index).values().isEmpty()) {
            throw new PoisonException("the definition of partition " + name + " is not one whose rows can be found here"
                    + " (RANGE, LIST, their COLUMNS forms over plain columns and literals, or HASH over an integer column)"
                    + DdlEffects.REMEDY);
        }
        List<List<Bound>> values = partitions.get(index).values();
        if (kind == Kind.LIST) {
            return new RowCondition.InList(values);
        }
        List<Bound> before =
                index == 0 ? List.of() : partitions.get(index - 1).values().get(0);
        return new RowCondition.InRange(before, values.get(0));
    }

    private int hashIndex(String name) {
        int index = name.matches("[pP][0-9]{1,5}") ? Integer.parseInt(name.substring(1)) : count;
        if (index >= count) {
            throw new PoisonException(
                    "partition " + name + " is not one of the " + count + " hash partitions" + DdlEffects.REMEDY);
        }
        return index;
    }

    private int index(String name) {
        for (int i = 0; i < partitions.size(); i++) {
            if (partitions.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /** With partitions behind the others; null if they are not understood. */
    Partitioning adding(@Nullable List<Partition> more) {
        if (kind == Kind.UNKNOWN || kind == Kind.HASH || more == null) {
            return UNKNOWN;
        }
        List<Partition> all = new ArrayList<>(partitions);
        all.addAll(more);
        return new Partitioning(kind, columns, all, count, regular);
    }

    /** Without partitions. */
    Partitioning dropping(List<String> names) {
        List<Partition> left = partitions.stream()
                .filter(partition -> names.stream().noneMatch(partition.name()::equalsIgnoreCase))
                .toList();
        return new Partitioning(kind, columns, left, count, regular);
    }

    /** With other partitions in the place of some. */
    Partitioning reorganized(List<String> names, @Nullable List<Partition> into) {
        int first = names.isEmpty() ? -1 : index(names.get(0));
        if (kind == Kind.UNKNOWN || kind == Kind.HASH || into == null || first < 0) {
            return UNKNOWN;
        }
        List<Partition> all = new ArrayList<>(dropping(names).partitions());
        all.addAll(Math.min(first, all.size()), into);
        return new Partitioning(kind, columns, all, count, false);
    }
}
