package io.tidbmirror.feed;

/**
 * Why a table cannot be landed any further. Rows with a commit-ts up to {@code version} are good; nothing after them may
 * land. It concerns the table once the checkpoint is above {@code version}: before that the folder may still be incomplete.
 *
 * @param version TSO
 * @param message what happened, where, why, and what to do
 */
public record FeedProblem(long version, String message) {}
