package io.tidbmirror.land;

import io.tidbmirror.change.Covered;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is landed.
 *
 * @param generation counts rebuilds of the landing folder, from 1
 * @param folderId identity of the landing folder, null before birth
 * @param seq number of the last assigned file, 0 before the first
 * @param covered what is in files 1 to seq, and known to be all there is
 * @param filesTo where the last file ends; {@code covered} passes it when nothing happens
 * @param rows rows in files 1 to seq
 * @param publishedAt when the last file was assigned, null before the first
 * @param pending the last assigned file, if it may not be published yet
 * @param hint where reading may start again; advisory
 * @param base the schema version that rows before it are landed in: the log of this generation ends there and begins
 *     again behind it; 0 for the first version of the table; negative, its complement, if the operator wants the folder
 *     to be built again
 * @param replacement the next generation while it is made, or null
 */
public record Progress(
        long generation,
        @Nullable String folderId,
        long seq,
        Covered covered,
        Covered filesTo,
        long rows,
        @Nullable Instant publishedAt,
        @Nullable Pending pending,
        Map<String, String> hint,
        long base,
        @Nullable Replacement replacement) {
    private static final String RELEASED = "released";

    public Progress {
        hint = Map.copyOf(hint);
    }

    /** A generation without files. */
    static Progress empty(long generation, long base) {
        return new Progress(generation, null, 0, Covered.NOTHING, Covered.NOTHING, 0, null, null, Map.of(), base, null);
    }

    Progress hinted(Map<String, String> words) {
        return new Progress(
                generation, folderId, seq, covered, filesTo, rows, publishedAt, pending, words, base, replacement);
    }

    /** Stopped and released: if no row of it had landed, rows may have passed by meanwhile, which is told until the next hint. */
    Progress released() {
        if (rows > 0) {
            return this;
        }
        Map<String, String> words = new HashMap<>(hint);
        words.put(RELEASED, "without rows");
        return hinted(words);
    }

    /** Whether it was released without rows, and nothing was noted of it since. */
    public boolean isReleasedWithoutRows() {
        return hint.containsKey(RELEASED);
    }

    Progress settled() {
        return new Progress(
                generation, folderId, seq, covered, filesTo, rows, publishedAt, null, hint, base, replacement);
    }

    Progress in(String folder) {
        return new Progress(
                generation, folder, seq, covered, filesTo, rows, publishedAt, pending, hint, base, replacement);
    }

    Progress covering(Covered to, Map<String, String> newest) {
        return new Progress(
                generation,
                folderId,
                seq,
                to,
                filesTo,
                rows,
                publishedAt,
                null,
                newest.isEmpty() ? hint : newest,
                base,
                replacement);
    }

    Progress with(Pending file, Instant now, Map<String, String> newest) {
        return new Progress(
                generation,
                folderId,
                seq + 1,
                file.to(),
                file.to(),
                rows + file.rows(),
                now,
                file,
                newest.isEmpty() ? hint : newest,
                base,
                replacement);
    }

    Progress replacedBy(@Nullable Replacement next) {
        return new Progress(generation, folderId, seq, covered, filesTo, rows, publishedAt, null, hint, base, next);
    }

    /** Whether the operator wants the folder to be built again. */
    boolean isRebuildWanted() {
        return base < 0;
    }

    /** The same base with that wish, or without it; a replacement that is made is given up. */
    Progress rebuildWanted(boolean wanted) {
        return basedOn(wanted == isRebuildWanted() ? base : ~base);
    }

    /** The base is another version; a replacement that is made is given up. */
    Progress basedOn(long version) {
        return new Progress(
                generation, folderId, seq, covered, filesTo, rows, publishedAt, pending, hint, version, null);
    }
}
