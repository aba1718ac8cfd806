package io.tidbmirror.batch;

import java.time.Duration;

/**
 * When a landing file is large enough and a window old enough. A commit-ts is never split over files, so a file exceeds the
 * limits by up to one commit.
 *
 * @param maxRows rows in a file
 * @param maxBytes bytes of decoded values in a file
 * @param maxAge longest time that rows below the checkpoint wait for more rows
 */
public record BatchLimits(long maxRows, long maxBytes, Duration maxAge) {
    public static final BatchLimits DEFAULT = new BatchLimits(1_000_000, 64L << 20, Duration.ofSeconds(10));

    public BatchLimits {
        if (maxRows < 1 || maxBytes < 1 || maxAge.isNegative()) {
            throw new IllegalArgumentException(
                    "batch limits must be positive: " + maxRows + ", " + maxBytes + ", " + maxAge);
        }
    }

    /**
     * Whether rows that wait should land now.
     *
     * @param rows rows that wait, as far as known
     * @param bytes bytes that wait, encoded or decoded
     * @param age time since the first of them was seen
     */
    public boolean due(long rows, long bytes, Duration age) {
        return rows >= maxRows || bytes >= maxBytes || age.compareTo(maxAge) >= 0;
    }
}
