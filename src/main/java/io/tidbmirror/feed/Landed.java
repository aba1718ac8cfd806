package io.tidbmirror.feed;

import io.tidbmirror.change.Covered;

/**
 * How far a table is landed.
 *
 * @param covered where the next window begins; nothing for a table without files
 * @param base the version that its landing folder is built on; 0 for the first, {@link #REBUILD_WANTED} if it is to be built
 *     again
 * @param building whether a folder is built on {@code base} and not in its place yet
 * @param dropped whether the statement of version {@code base} dropped it
 */
public record Landed(Covered covered, long base, boolean building, boolean dropped) {
    /** In place of a base: the operator wants the folder to be built again. */
    public static final long REBUILD_WANTED = -1;

    /** A table nobody has landed. */
    public static final Landed NOTHING = new Landed(Covered.NOTHING, 0, false, false);

    /** Whether the table is landed from its first version on, and nothing else is made of it. */
    boolean isUnbased() {
        return base == 0 && !building && !dropped;
    }

    /** Whether nothing is landed that a later base would have to replace. */
    boolean isEmpty() {
        return !building && covered.streams().isEmpty();
    }
}
