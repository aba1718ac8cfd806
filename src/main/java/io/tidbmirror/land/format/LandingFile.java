package io.tidbmirror.land.format;

import io.tidbmirror.mark.MarkedBlock;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;

/**
 * A landing file being written: the columns of the schema, then {@code __rowMarker__}. Memory does not grow with the
 * number of rows. Not thread safe.
 */
public interface LandingFile extends Closeable {
    /** Adds rows and may take them away: only who fills the block again uses it afterwards. */
    void write(MarkedBlock rows) throws IOException;

    /**
     * Does a part of what {@link #write} has to do at this moment; for a thread that has nothing better to do while another
     * one writes. The only method that may be called beside another.
     *
     * @return false if there was nothing to do
     */
    default boolean assist() {
        return false;
    }

    /**
     * Writes what is buffered and the end of the file.
     *
     * @param provenance names and values to keep in the file, in order
     */
    void finish(Map<String, String> provenance) throws IOException;

    /** Releases buffers, finished or not; never writes. */
    @Override
    void close();
}
