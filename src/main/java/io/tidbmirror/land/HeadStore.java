package io.tidbmirror.land;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Port: one small object for each table, changed only by compare-and-set. The fence of the landing protocol
 * (assumption A1). Adapters are thread safe and safe between processes.
 *
 * <p>A method that throws {@link IOException} may or may not have been applied, now or later: the caller reads again.
 */
public interface HeadStore {
    /**
     * An object as read.
     *
     * @param bytes content
     * @param etag never the same for two contents ever written under the name
     */
    @SuppressWarnings("ArrayRecordComponent") // content is compared by etag only
    record Versioned(byte[] bytes, String etag) {}

    /**
     * Reads an object, or null if there is none.
     *
     * @throws io.tidbmirror.change.PoisonException if what is there was not written by {@link #replace}
     */
    @Nullable
    Versioned read(String name) throws IOException;

    /**
     * Creates or replaces an object atomically and durably.
     *
     * @param name object name: safe characters only, as {@code TableFolder} gives them
     * @param expected the etag the object must have, or null if it must not exist
     * @return the new etag, or null if the expectation was wrong and nothing was changed
     */
    @Nullable
    String replace(String name, @Nullable String expected, byte[] bytes) throws IOException;

    /** Names of all objects. */
    List<String> names() throws IOException;

    /** Deletes an object that is no HEAD, such as a probe's, if it is there; nobody else may use its name meanwhile. */
    void delete(String name) throws IOException;
}
