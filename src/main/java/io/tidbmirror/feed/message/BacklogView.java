package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The backlog at one moment.
 *
 * @param resolved every row with a smaller commit-ts is in the backlog; empty while that is known of none
 * @param all every partition that was known to be there
 * @param whole whether every partition is read by this instance
 * @param partitions those that are read
 * @param tables those that have rows
 */
record BacklogView(
        OptionalLong resolved,
        Set<Partition> all,
        boolean whole,
        Map<Partition, Read> partitions,
        Map<TableId, List<Rows>> tables) {
    /** How a partition is read that is known to be. */
    Read read(Partition partition) {
        return Objects.requireNonNull(partitions.get(partition));
    }

    /** Whether a partition is read here, and not from its first message on, or for tables that may need more than is left. */
    boolean isReadInPart(Partition partition) {
        Read read = partitions.get(partition);
        return read != null && (read.start() > read.beginning() || read.unread().isPresent());
    }

    /** Where a table has rows. */
    List<Rows> rows(TableId table) {
        return tables.getOrDefault(table, List.of());
    }

    /**
     * How a partition is read.
     *
     * @param tenure different for each time the partition was assigned or wound back
     * @param start offset of the first message that was to come
     * @param beginning offset of the first message there was
     * @param next every message below this offset is in the backlog, or needed by nobody
     * @param watermark the last one, or {@link Envelope#NONE}
     * @param problem why it cannot be read any further, or null
     * @param dropped for each stopped table of which rows were not held, the offset of the first one
     * @param unread if messages are gone that nobody has read: the first watermark behind them, see {@link PartitionLog#unread}
     */
    record Read(
            long tenure,
            long start,
            long beginning,
            long next,
            long watermark,
            @Nullable String problem,
            Map<TableId, Long> dropped,
            OptionalLong unread) {}

    /**
     * Rows of a table in one partition.
     *
     * @param segments where they are
     * @param sampleTs commit-ts of the sample
     * @param sample the first row in commit order that is no delete, or null
     * @param oldestOffset no row that is held has a smaller one
     * @param defects rows that are missing
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is never used
    record Rows(
            Partition partition,
            List<Segment> segments,
            long sampleTs,
            byte @Nullable [] sample,
            long oldestOffset,
            List<Defect> defects) {
        /** Whether some may be above a version and below a commit-ts. */
        boolean reachInto(long version, long commitTs) {
            return segments.stream().anyMatch(segment -> segment.firstTs() < commitTs && segment.lastTs() > version);
        }
    }
}
