package io.tidbmirror.feed;

import io.tidbmirror.change.Base;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.Projection;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that may hold rows of a table between two positions.
 *
 * @param table the table
 * @param schema schema of all rows
 * @param from what is covered
 * @param to where the rows end; nothing in positioned mode, where the files tell
 * @param closed whether its files hold no row at or above its end: what follows is read from other ones
 * @param spans the unread parts of files, in reading order; empty if there are none
 * @param hint which files need not be read again once the window is landed, in words that a later process understands
 * @param base the version that the landing folder has to be built on, with the reason for people; null for the first
 */
public record FeedWindow(
        TableId table,
        TableSchema schema,
        Covered from,
        Covered to,
        boolean closed,
        List<Span> spans,
        Map<String, String> hint,
        @Nullable Base base) {
    public FeedWindow {
        spans = List.copyOf(spans);
        hint = Map.copyOf(hint);
    }

    /**
     * The unread part of a file.
     *
     * @param file the file
     * @param offset byte offset at which unread rows begin, as far as known
     * @param landedRows positioned mode, exports: rows at the beginning that are landed already
     * @param projection how its rows become rows of the window; null if they are as they are
     */
    public record Span(
            WindowFile file,
            long offset,
            long landedRows,
            @Nullable Projection projection) {}

    /** The same of messages, of which a run may go on behind any end, with a hint. */
    public FeedWindow ofMessages(Map<String, String> told) {
        return new FeedWindow(table, schema, from, to, false, spans, told, base);
    }

    /** Bytes to read, as far as known. */
    long bytes() {
        return spans.stream()
                .mapToLong(span -> span.file().object().size() - span.offset())
                .sum();
    }
}
