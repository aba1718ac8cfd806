package io.tidbmirror.land.format;

import io.tidbmirror.change.TableSchema;
import java.io.IOException;
import java.io.OutputStream;

/** A file format of the landing zone. Thread safe. */
public interface LandingFormat {
    /** File name extension without dot. */
    String extension();

    /** Content of the table's {@code _metadata.json} (open-mirroring.md section 2). */
    byte[] metadata(TableSchema schema);

    /** Begins a file; the caller closes the stream after {@link LandingFile#finish} or gives it up. */
    LandingFile begin(TableSchema schema, OutputStream out) throws IOException;

    /**
     * Looks into a file that has landed: its end and its row markers, not its rows.
     *
     * @throws UnreadableFileException if it is no file of this format or is damaged
     * @throws IOException if it cannot be read now
     */
    FileSummary inspect(LandedBytes file) throws IOException, UnreadableFileException;
}
