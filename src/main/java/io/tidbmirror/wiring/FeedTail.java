package io.tidbmirror.wiring;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.decode.Decoder;
import io.tidbmirror.feed.FeedFollower;
import io.tidbmirror.feed.FeedWindow;
import java.io.IOException;

/** The rows of the feed at or above the checkpoint of a run that lands only those below it. */
record FeedTail(FeedFollower follower, Decoder decoder, boolean positioned) {
    long countRows() throws IOException {
        if (positioned || follower.checkpoint().isEmpty()) {
            return 0;
        }
        CommitRange above = new CommitRange(follower.checkpoint().getAsLong(), Long.MAX_VALUE);
        long rows = 0;
        for (FeedWindow.Span span : follower.unread()) {
            rows += rows(span, above);
        }
        return rows;
    }

    private long rows(FeedWindow.Span span, CommitRange range) throws IOException {
        long rows = 0;
        try (ChangeCursor cursor =
                decoder.decode(span.file(), span.file().schema()).open(range, RowChoice.ALL, span.offset())) {
            for (ChangeBlock block = cursor.next(); block != null; block = cursor.next()) {
                rows += block.rows();
            }
        } catch (PoisonException undecodable) {
            return rows; // its table is quarantined already, or will be when the checkpoint gets there
        }
        return rows;
    }
}
