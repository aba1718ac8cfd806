package io.tidbmirror.change;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A forward-only stream of blocks. Not thread safe, but for {@link #readAhead}. */
public interface ChangeCursor extends Closeable {
    /**
     * The next block, or null at the end of the range or of the file.
     *
     * @return a block with at least one row, valid until the next call
     * @throws IOException if the store fails (transient)
     * @throws PoisonException if the bytes cannot be decoded
     */
    @Nullable
    ChangeBlock next() throws IOException;

    /**
     * Does a part of what {@link #next} would have to do; for another thread that has nothing else to do, at any time.
     *
     * @return false if there is nothing it can do now
     */
    default boolean readAhead() {
        return false;
    }

    /**
     * Byte offset of the first row not consumed by {@link #next}: after the end of the range, of the first row at or above
     * its end; after the end of the file, its length. Where the next window goes on.
     */
    long offset();

    /** Whether the file ended before the range did: nothing is left to read in it. */
    boolean exhausted();
}
