package io.tidbmirror.feed;

/** What is to be done next for a table. */
sealed interface FeedPlan {
    /** Nothing: every row that may land has landed. */
    record Rest() implements FeedPlan {}

    /**
     * Rows to land, or a position to move to.
     *
     * @param window the rows
     * @param urgent whether to go on at once: the window ends at a DDL, and nothing behind it can be read before
     */
    record Go(FeedWindow window, boolean urgent) implements FeedPlan {}

    /** The table cannot go on here. */
    record Stop(String reason) implements FeedPlan {}
}
