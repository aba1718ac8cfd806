package io.tidbmirror.feed.message;

import io.tidbmirror.feed.FeedProblem;

/**
 * A row that is missing, because its message does not hold all of it.
 *
 * @param offset of the message: no trouble for a table whose rows there are landed
 * @param problem where the table has to stop otherwise
 */
record Defect(long offset, FeedProblem problem) {}
