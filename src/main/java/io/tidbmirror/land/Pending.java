package io.tidbmirror.land;

import io.tidbmirror.change.Covered;

/**
 * An assigned file.
 *
 * @param batchId unique for each attempt to stage a file
 * @param stagePath where it was staged
 * @param rows rows in it
 * @param bytes its size
 * @param crc32c checksum of its content as {@link Checksum} tells it; empty where HEAD tells none
 * @param from where the file before it ends
 * @param to where it ends
 */
public record Pending(
        String batchId, String stagePath, long rows, long bytes, String crc32c, Covered from, Covered to) {}
