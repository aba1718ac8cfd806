package io.tidbmirror.feed;

import io.tidbmirror.change.Covered;
import java.util.Collection;
import java.util.Set;

/**
 * How far a table is landed.
 *
 * @param covered where the next window begins; nothing for a table without files
 * @param base the version that its landing folder is built on; 0 for the first; negative, the complement of that version, if
 *     the operator wants it to be built again
 * @param building whether a folder is built on {@code base} and not in its place yet
 * @param dropped whether the statement of version {@code base} dropped it
 * @param columns in lower case, every column that a landed file has, be it dropped since; none before the first file
 */
public record Landed(Covered covered, long base, boolean building, boolean dropped, Set<String> columns) {
    /** A table nobody has landed. */
    public static final Landed NOTHING = new Landed(Covered.NOTHING, 0, false, false);

    public Landed {
        columns = Set.copyOf(columns);
    }

    /** A table without a landed file. */
    public Landed(Covered covered, long base, boolean building, boolean dropped) {
        this(covered, base, building, dropped, Set.of());
    }

    /** The same, with files that have these columns. */
    public Landed with(Collection<String> names) {
        return new Landed(covered, base, building, dropped, ColumnNames.keys(names.stream()));
    }

    /** The same, to be built again. */
    Landed toBeRebuilt() {
        return isRebuildWanted() ? this : new Landed(covered, ~base, false, false, columns);
    }

    boolean isRebuildWanted() {
        return base < 0;
    }

    /** Whether nothing is landed that a later base would have to replace. */
    boolean isEmpty() {
        return !building && covered.streams().isEmpty();
    }

    /** Every row with a smaller commit-ts is landed; 0 if rows of an export are, or none. */
    long position() {
        return covered.commitTs().orElse(0);
    }
}
