package io.tidbmirror.change;

import java.io.IOException;

/**
 * Rows that can be read again: a file of the changefeed with everything needed to decode it. Immutable and cheap; nothing
 * is opened before {@link #open}.
 */
public interface ChangeSource {
    /** The schema of every row. */
    TableSchema schema();

    /** Where the rows come from, for messages: the path of the file. */
    String name();

    /**
     * Opens a stream of blocks.
     *
     * <p>Rows below {@code range.from} or at or below the version of the schema are skipped undecoded; the first row at or
     * above {@code range.to} ends the stream.
     *
     * @param range commit timestamps wanted
     * @param rows operations wanted
     * @param offset byte offset to start at: 0, or what {@link ChangeCursor#offset()} gave for the same file
     * @throws IOException if the store fails (transient)
     * @throws PoisonException if the bytes cannot be decoded
     */
    ChangeCursor open(CommitRange range, RowChoice rows, long offset) throws IOException;

    /** The same rows in blocks without {@link ChangeBlock#texts}, for a reader that asks for their values in any case. */
    default ChangeSource withoutTexts() {
        return this;
    }
}
