package io.tidbmirror.land;

import io.tidbmirror.change.Covered;
import io.tidbmirror.land.Head.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The generation that takes the place of a table's landing folder (landing-protocol.md 6.3): the table's log up to a schema
 * version, in the columns of that version, staged as a whole before anything is deleted.
 *
 * @param generation its number: one more than HEAD's until the folder is replaced, then the same
 * @param base the schema version: its log ends there
 * @param until how far it has to be staged before it takes the place of what is landed
 * @param metadata content of the folder's metadata file
 * @param shape columns and key of its files
 * @param to how far its log is staged
 * @param files the staged files, in the order of their numbers
 */
public record Replacement(
        long generation, long base, long until, String metadata, Shape shape, Covered to, List<Pending> files) {
    static final String GOES_ON = "the landing folder is replaced by files that are staged already";

    public Replacement {
        files = List.copyOf(files);
    }

    /** Whether everything is staged that it needs. */
    boolean isComplete() {
        return !files.isEmpty() && to.commitTs().orElse(0) >= until;
    }

    /** With one more staged file, and the shape of all of them. */
    Replacement with(Pending file, Shape all) {
        List<Pending> more = new ArrayList<>(files);
        more.add(file);
        return new Replacement(generation, base, until, metadata, all, file.to(), more);
    }

    /** Staged up to a position, without rows behind the last file. */
    Replacement upTo(Covered position) {
        return new Replacement(generation, base, until, metadata, shape, position, files);
    }

    /** Where the last file ends. */
    Covered filesTo() {
        return files.isEmpty() ? Covered.NOTHING : files.get(files.size() - 1).to();
    }
}
