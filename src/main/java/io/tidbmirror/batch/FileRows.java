package io.tidbmirror.batch;

import io.tidbmirror.change.Covered;
import io.tidbmirror.mark.MarkedBlock;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of one landing file. Not thread safe, but for {@link #readAhead}. */
public interface FileRows {
    /**
     * The next rows of this file, or null at its end.
     *
     * @return rows valid until the next call, which may be taken out of their block
     * @throws RestartFileException if the order of what was handed out proved wrong: discard this file and begin it again
     */
    @Nullable
    MarkedBlock next() throws IOException;

    /** See {@link io.tidbmirror.change.ChangeCursor#readAhead}. */
    default boolean readAhead() {
        return false;
    }

    /** After the end of a file: what is covered once it is landed; the window's end after the last one. */
    Covered covered();

    /** A file without rows. */
    static FileRows none(Covered covered) {
        return new FileRows() {
            @Override
            public @Nullable MarkedBlock next() {
                return null;
            }

            @Override
            public Covered covered() {
                return covered;
            }
        };
    }
}
