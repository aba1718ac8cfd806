package io.tidbmirror.batch;

import io.tidbmirror.change.Base;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableSchema;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table between two positions, ready to land. Reading may be repeated and gives the same rows in the same
 * order; nothing is opened before {@link #open()}.
 */
public interface Window {
    /** The schema of every row. */
    TableSchema schema();

    /** Where the rows begin; the lander refuses a window whose beginning is not what is covered. */
    Covered from();

    /** Where the rows end: what is covered once all of them are landed. */
    Covered to();

    /** What the table's folder has to be built on for this window; null if whatever it is built on is right. */
    default @Nullable Base base() {
        return null;
    }

    /**
     * Where reading may start again once all rows are landed, kept in HEAD beside what is covered; advisory, in words of
     * whoever made the window. Empty keeps the one before.
     */
    default Map<String, String> hint() {
        return Map.of();
    }

    WindowReader open() throws IOException;
}
