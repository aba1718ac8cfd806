package io.tidbmirror.land;

import io.tidbmirror.change.TableId;

/**
 * Hears what a lander does, for metrics and health. Called while the table is locked, on the thread that lands: must be
 * quick and must not throw. Thread safe.
 */
public interface LandingObserver {
    /** Hears nothing. */
    LandingObserver NONE = new LandingObserver() {
        @Override
        public void known(Head head) {}

        @Override
        public void published(TableId table, long rows, long bytes) {}

        @Override
        public void fenced(TableId table) {}
    };

    /** HEAD of a table as this process has just read or written it. */
    void known(Head head);

    /** A file of the table is in its landing folder. */
    void published(TableId table, long rows, long bytes);

    /** Another process has the table. */
    void fenced(TableId table);
}
