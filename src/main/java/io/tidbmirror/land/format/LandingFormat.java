package io.tidbmirror.land.format;

import io.tidbmirror.change.RowForm;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file format of the landing zone. Thread safe. */
public interface LandingFormat {
    /** File name extension without dot. */
    String extension();

    /** Content of the table's {@code _metadata.json} (open-mirroring.md section 2). */
    byte[] metadata(TableSchema schema);

    /** The type a column of this landed type has in its metadata or files, as {@link FileSummary.Column#type} tells it. */
    String declared(ValueType type);

    /** Whether files with more or fewer columns, or in another order, may follow each other (open-mirroring.md section 6). */
    boolean takesColumnChanges();

    /** Whether a file keeps its provenance itself; if not, a small file beside it does. */
    boolean keepsProvenance();

    /** What the format cannot say of a table's columns, one sentence each, to be told once. */
    List<String> losses(TableSchema schema);

    /** The form in which rows may come as text, beside their values, to be taken as they are; null if none is of use. */
    default @Nullable RowForm rowForm() {
        return null;
    }

    /** Begins a file; the caller closes the stream after {@link LandingFile#finish} or gives it up. */
    LandingFile begin(TableSchema schema, OutputStream out) throws IOException;

    /**
     * Looks into a file that has landed: its form and its row markers, not its values.
     *
     * @param metadata the content of the table's {@code _metadata.json}
     * @throws UnreadableFileException if it is no file of this format or is damaged
     * @throws IOException if it cannot be read now
     */
    FileSummary inspect(LandedBytes file, byte[] metadata) throws IOException, UnreadableFileException;
}
