package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The part of the tables that one of several instances reads; each table belongs to exactly one.
 *
 * @param count number of instances, at least 1
 * @param index this instance, from 0
 */
public record TableShard(int count, int index) {
    /** Every table. */
    public static final TableShard WHOLE = new TableShard(1, 0);

    public TableShard {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException("shard " + index + " of " + count + " does not exist");
        }
    }

    /** Depends on the names only, and is the same in every version of the program. */
    public boolean owns(TableId table) {
        CRC32 hash = new CRC32();
        hash.update(table.schema().getBytes(StandardCharsets.UTF_8));
        hash.update(0);
        hash.update(table.table().getBytes(StandardCharsets.UTF_8));
        return hash.getValue() % count == index;
    }
}
