package io.tidbmirror.feed.message;

/**
 * How topics are read.
 *
 * @param dispatcher of the changefeed
 * @param positioned whether rows land as they arrive, because messages tell no commit-ts
 * @param once whether up to the ends that the partitions have at the start, and not further
 */
public record Reading(Dispatcher dispatcher, boolean positioned, boolean once) {}
