package io.tidbmirror.feed;

import io.tidbmirror.change.TableSchema;

/**
 * A version of a table that can be landed.
 *
 * @param schema its columns and key; {@code schema.version()} is the version
 * @param step what the version changed
 * @param action TiDB's action id of the statement; 0 if the row writer opened the version
 * @param query the statement; empty if the row writer opened the version
 */
public record FeedVersion(TableSchema schema, Step step, int action, String query) {
    /** What a version changed against the one before. */
    public enum Step {
        /** The table's first version. */
        FIRST,
        /** Nothing in the rows: the same columns and key. */
        SAME,
        /** Nullable columns without a default were added: NULL in all rows before. */
        ADDITIVE
    }

    public long version() {
        return schema.version();
    }
}
