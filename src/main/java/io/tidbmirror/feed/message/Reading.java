package io.tidbmirror.feed.message;

/**
 * How topics are read.
 *
 * @param dispatcher of the changefeed
 * @param once whether up to the ends that the partitions have at the start, and not further
 */
public record Reading(Dispatcher dispatcher, boolean once) {}
