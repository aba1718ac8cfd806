package io.tidbmirror.batch;

import io.tidbmirror.mark.MarkedBlock;

/** Counts the rows of the landing file in progress and finds where it is full. */
final class FileCut {
    private final BatchLimits limits;
    private long rows;
    private long bytes;

    FileCut(BatchLimits limits) {
        this.limits = limits;
    }

    void reset() {
        rows = 0;
        bytes = 0;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    /** Index of the first row of a slice that does not fit into the file. The first row of a file always fits. */
    int firstBeyond(MarkedBlock slice) {
        long rowBytes = Math.max(1, slice.block().heldBytes() / slice.block().rows());
        long room = Math.min(limits.maxRows() - rows, (limits.maxBytes() - bytes) / rowBytes);
        long least = isEmpty() ? 1 : 0;
        return slice.from() + (int) Math.min(slice.rows(), Math.max(least, room));
    }

    void add(MarkedBlock slice) {
        rows += slice.rows();
        bytes += slice.block().heldBytes() * slice.rows() / slice.block().rows();
    }
}
