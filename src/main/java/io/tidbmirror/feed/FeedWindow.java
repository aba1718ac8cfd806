package io.tidbmirror.feed;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import java.util.List;

/**
 * The files that may hold rows of a table between two positions.
 *
 * @param table the table
 * @param schema schema of all rows
 * @param from what is covered
 * @param to where the rows end; nothing in positioned mode, where the files tell
 * @param spans the unread parts of files, in reading order; empty if there are none
 */
public record FeedWindow(TableId table, TableSchema schema, Covered from, Covered to, List<Span> spans) {
    public FeedWindow {
        spans = List.copyOf(spans);
    }

    /**
     * The unread part of a file.
     *
     * @param file the file
     * @param offset byte offset at which unread rows begin, as far as known
     * @param landedRows positioned mode: rows at the beginning that are landed already
     */
    public record Span(FeedFile file, long offset, long landedRows) {
        /** Name of the file's series, as positions use it. */
        public String stream() {
            FeedFile.Series series = file.series();
            if (series.partition().isEmpty() && series.dispatcher().isEmpty()) {
                return Covered.FEED;
            }
            return series.partition() + "/" + series.dispatcher();
        }

        /** Where the file stands in its series, as positions use it. */
        public String place() {
            return SeriesPlace.of(file).toString();
        }
    }

    /** Bytes to read, as far as known. */
    long bytes() {
        return spans.stream()
                .mapToLong(span -> span.file().size() - span.offset())
                .sum();
    }
}
