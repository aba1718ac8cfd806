package io.tidbmirror.batch;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/**
 * Reads a window as the rows of one landing file after another, cut at commit-ts boundaries by rows and bytes, deletes
 * before upserts within a commit-ts, exact duplicates dropped. Not thread safe, but for {@link #readAhead}.
 *
 * <pre>{@code
 * while (reader.nextFile()) {
 *     for (MarkedBlock rows = reader.next(); rows != null; rows = reader.next()) write(rows);
 *     land(reader.covered());
 * }
 * }</pre>
 */
public interface WindowReader extends FileRows, Closeable {
    /** Goes to the next landing file; false if no row is left. After {@link RestartFileException}: to the same file again. */
    boolean nextFile() throws IOException;

    /**
     * After the last file: for each file that was read, by name, the byte offset of its first row behind the window, or -1
     * where no row is left. Advisory: without it the next window only reads more.
     */
    default Map<String, Long> resume() {
        return Map.of();
    }
}
