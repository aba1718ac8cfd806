package io.tidbmirror.feed.message;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Set;

/** Rows in ascending commit-ts that are still being gathered. */
final class GrowingRun {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Set<Long> rowsOfLastCommit = new HashSet<>();
    private final long firstTs;
    private final long firstOffset;
    private long lastTs;
    private long lastOffset;

    GrowingRun(long commitTs, long offset) {
        this.firstTs = commitTs;
        this.lastTs = commitTs;
        this.firstOffset = offset;
    }

    long lastTs() {
        return lastTs;
    }

    long firstTs() {
        return firstTs;
    }

    long firstOffset() {
        return firstOffset;
    }

    long lastOffset() {
        return lastOffset;
    }

    int size() {
        return bytes.size();
    }

    /**
     * Whether a row may follow: not if its commit-ts is smaller, and not if the run has the same row in the same commit. The
     * copy of a row goes into another run, since windows drop what several runs have in common.
     */
    boolean takes(Envelope row) {
        return row.commitTs() > lastTs || (row.commitTs() == lastTs && !rowsOfLastCommit.contains(row.hash()));
    }

    /** Adds a row and returns by how many bytes the run grew. */
    int add(Envelope row, long offset, byte[] message, byte[] terminator) {
        if (row.commitTs() > lastTs) {
            rowsOfLastCommit.clear();
            lastTs = row.commitTs();
        }
        rowsOfLastCommit.add(row.hash());
        lastOffset = offset;
        bytes.writeBytes(message);
        bytes.writeBytes(terminator);
        return message.length + terminator.length;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
