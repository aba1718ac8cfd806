package io.tidbmirror.land;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Port: the landing zone of a mirrored database (open-mirroring.md sections 1 and 5). Paths are relative to the zone, with
 * {@code /} between segments, and are built by one class only. Adapters are thread safe.
 *
 * <p>A method that throws {@link IOException} may or may not have been applied, now or later.
 */
public interface LandingZone {
    /** What a publish found. */
    enum Published {
        /** The stage file is now the landing file; the stage file is gone. */
        DONE,
        /** There is no stage file, whatever the target is. Nothing was changed. */
        SOURCE_MISSING,
        /** The target exists and the stage file still does. Nothing was changed. */
        TARGET_EXISTS
    }

    /**
     * An entry of a folder.
     *
     * @param name last path segment
     * @param folder whether it is a folder
     */
    record Entry(String name, boolean folder) {}

    /**
     * A folder that was made, or was there.
     *
     * @param id its identity: differs from that of any earlier folder of the same path
     * @param made names of the files that the call made; others were there
     */
    record Folder(String id, Set<String> made) {}

    /**
     * Begins a new stage file below {@code _scratchPad}, creating folders as needed. Closing the stream makes the file
     * complete and durable; a stream that is never closed may leave a partial file.
     *
     * @throws IOException if the path exists already: stage files are written once
     */
    OutputStream stage(String path) throws IOException;

    /** Size of a file, or -1 if there is none. */
    long size(String path) throws IOException;

    /**
     * Moves a stage file to its final name: atomic, consumes its source, never replaces a target. Never a copy that leaves
     * the source. Durable when it returns.
     */
    Published publish(String stagePath, String landingPath) throws IOException;

    /**
     * Creates a folder if absent, and small files in it if absent, each atomically with its whole content. All are durable
     * when it returns.
     *
     * @param files content by name
     */
    Folder createFolder(String path, Map<String, byte[]> files) throws IOException;

    /** Identity of a folder, or null if there is none. */
    @Nullable
    String folderId(String path) throws IOException;

    /** Creates a small file atomically with its whole content; false if the path exists. */
    boolean createIfAbsent(String path, byte[] content) throws IOException;

    /** Reads a whole small file, or null if there is none. */
    byte @Nullable [] read(String path) throws IOException;

    /** Reads a part of a file, shorter where the file ends before, or null if there is no file. */
    byte @Nullable [] read(String path, long offset, int length) throws IOException;

    /** Entries right below a folder, or below the zone for the empty path, in no order; empty if there is no such folder. */
    List<Entry> list(String folder) throws IOException;

    /** Deletes a file if it is there. */
    void delete(String path) throws IOException;

    /** Deletes a folder with all it holds, if it is there. */
    void deleteFolder(String path) throws IOException;

    /**
     * Deletes a folder with all it holds, unless another one has taken its place: a process that was held up must not delete
     * what its successor made. Adapters make the comparison and the deletion one step where their store can.
     */
    default void deleteFolder(String path, String folderId) throws IOException {
        if (folderId.equals(folderId(path))) {
            deleteFolder(path);
        }
    }
}
