package io.tidbmirror.feed;

/**
 * How a changefeed names its data files.
 *
 * @param extension of data files, without dot: {@code csv} or {@code json}
 * @param dateSeparator of the changefeed
 * @param partitionSeparator whether the changefeed writes a directory per partition
 * @param acrossNodes whether several nodes write one table
 */
public record PathLayout(
        String extension, DateSeparator dateSeparator, boolean partitionSeparator, boolean acrossNodes) {}
