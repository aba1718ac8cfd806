package io.tidbmirror.batch;

import io.tidbmirror.change.Covered;
import io.tidbmirror.mark.MarkedBlock;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a window as the rows of one landing file after another, cut at commit-ts boundaries by rows and bytes, deletes
 * before upserts within a commit-ts, exact duplicates dropped. Not thread safe.
 *
 * <pre>{@code
 * while (reader.nextFile()) {
 *     for (MarkedBlock rows = reader.next(); rows != null; rows = reader.next()) write(rows);
 *     land(reader.covered());
 * }
 * }</pre>
 */
public interface WindowReader extends Closeable {
    /** Goes to the next landing file; false if no row is left. After {@link RestartFileException}: to the same file again. */
    boolean nextFile() throws IOException;

    /**
     * The next rows of this file, or null at its end.
     *
     * @return rows valid until the next call, which may be taken out of their block
     * @throws RestartFileException if the order of what was handed out proved wrong: discard this file and begin it again
     */
    @Nullable
    MarkedBlock next() throws IOException;

    /** After the end of a file: what is covered once it is landed; the window's end after the last one. */
    Covered covered();
}
