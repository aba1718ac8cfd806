package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a follower finds the tables of a changefeed. */
public interface FeedSource {
    /**
     * What there is of each table now: every row below the checkpoint is in a file.
     *
     * @throws IOException if the source cannot be read (transient)
     */
    FeedSnapshot poll() throws IOException;

    /**
     * Whether the source knows enough by now to be polled.
     *
     * @throws IOException if it cannot learn it (transient)
     */
    default boolean isReady() throws IOException {
        return true;
    }

    /** The export from which tables are loaded first, if any. */
    default @Nullable Dump dump() {
        return null;
    }

    /** A window of the table did not land: what is remembered of its files may be wrong. */
    default void distrust(TableId table) {}

    /** A window that is about to be handed out, with what the source wants HEAD to keep once it is landed. */
    default FeedWindow prepare(FeedWindow window) {
        return window;
    }

    /** A prepared window has landed. */
    default void landed(FeedWindow window) {}
}
