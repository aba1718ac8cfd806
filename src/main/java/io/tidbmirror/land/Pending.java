package io.tidbmirror.land;

import io.tidbmirror.change.Covered;

/**
 * An assigned file.
 *
 * @param batchId unique for each attempt to stage a file
 * @param stagePath where it was staged
 * @param rows rows in it
 * @param bytes its size
 * @param sha256 hash of its content, hexadecimal
 * @param from where the file before it ends
 * @param to where it ends
 */
public record Pending(
        String batchId, String stagePath, long rows, long bytes, String sha256, Covered from, Covered to) {}
