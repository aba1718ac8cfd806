package io.tidbmirror.land;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The durable state of a table, changed only by compare-and-set (landing-protocol.md section 4).
 *
 * @param table the table in TiDB
 * @param folder its landing folder, relative to the landing zone
 * @param tenure who may write
 * @param progress what is landed
 * @param shape columns and key of the landed files
 * @param standing whether it may go on
 */
public record Head(TableId table, String folder, Tenure tenure, Progress progress, Shape shape, Standing standing) {
    /** What a table may do. */
    public enum Status {
        ACTIVE,
        QUARANTINED,
        REBUILDING,
        DROPPED
    }

    /**
     * Who may write.
     *
     * @param epoch counts takeovers
     * @param owner the process that took the table last
     * @param fingerprint of the configuration that must not change: the format of the files
     * @param writeId of this version of HEAD: no two versions ever have equal bytes
     */
    public record Tenure(long epoch, String owner, String fingerprint, String writeId) {}

    /** A column that files of this generation have, with its landed type. */
    public record LandedColumn(String name, String type) {}

    /** Every column any file of this generation has: none before the first file; and the key: empty before birth. */
    public record Shape(List<LandedColumn> columns, List<String> key) {
        static final Shape NONE = new Shape(List.of(), List.of());

        public Shape {
            columns = List.copyOf(columns);
            key = List.copyOf(key);
        }
    }

    /**
     * Whether the table may go on.
     *
     * @param reason why not, for people; empty while ACTIVE
     * @param position where the trouble is; empty if nowhere in particular
     */
    public record Standing(Status status, String reason, String position) {
        static final Standing ACTIVE = new Standing(Status.ACTIVE, "", "");
    }

    /** A table nobody has landed yet. */
    static Head created(TableId table, String folder, Tenure tenure) {
        return new Head(table, folder, tenure, Progress.empty(1, 0), Shape.NONE, Standing.ACTIVE);
    }

    /** A table whose HEAD cannot be read. */
    static Head unknown(TableId table, Standing standing) {
        Tenure nobody = new Tenure(0, "", "", "");
        return new Head(table, TableFolder.of(table).path(), nobody, Progress.empty(0, 0), Shape.NONE, standing);
    }

    public long seq() {
        return progress.seq();
    }

    public Covered covered() {
        return progress.covered();
    }

    public Status status() {
        return standing.status();
    }

    public boolean isActive() {
        return standing.status() == Status.ACTIVE;
    }

    /** Whether windows of it may be landed. */
    public boolean isOpen() {
        return isActive() || status() == Status.REBUILDING;
    }

    /** The schema version that the next window's rows are landed on. */
    public long base() {
        Replacement next = progress.replacement();
        return next == null ? progress.base() : next.base();
    }

    /** Where the next window begins: in the replacement, as long as one is made. */
    public Covered position() {
        Replacement next = underway();
        return next == null ? progress.covered() : next.to();
    }

    /** Names of the columns that the files before {@link #position} have. */
    public List<String> columns() {
        Replacement next = underway();
        return (next == null ? shape : next.shape())
                .columns().stream().map(LandedColumn::name).toList();
    }

    /** What is being made and has not taken the folder's place; null if nothing is. */
    private @Nullable Replacement underway() {
        Replacement next = progress.replacement();
        return next == null || next.generation() == progress.generation() ? null : next;
    }

    /** Whether the old folder may be gone and the new one not be there yet. */
    boolean isBetweenFolders() {
        Replacement next = progress.replacement();
        return next != null && next.isComplete() && isToBeReplaced();
    }

    /** Whether the landing folder is replaced, or to be, so that nothing will depend on what is in it. */
    boolean isToBeReplaced() {
        Replacement next = progress.replacement();
        return next == null ? progress.isRebuildWanted() : next.generation() > progress.generation();
    }

    /** R3: the next epoch, of this owner, with nothing pending. */
    Head takenBy(String owner) {
        Tenure next = new Tenure(tenure.epoch() + 1, owner, tenure.fingerprint(), newId());
        return new Head(table, folder, next, progress.settled(), shape, standing);
    }

    /**
     * Removal: nobody lands this table; its folder is about to go.
     *
     * @param version TSO of the statement that dropped it; 0 if the operator did
     */
    Head droppedBy(String owner, String reason, long version) {
        Head taken = takenBy(owner);
        return taken.next(progress.settled().basedOn(version), shape, new Standing(Status.DROPPED, reason, ""));
    }

    /**
     * The operator wants it to be built again, by the next mirror that takes it. One without a folder begins again, one whose
     * replacement is staged goes on with that.
     *
     * @param there identity of the landing folder as it is now, whoever made it: the one to be replaced; null if there is none
     */
    Head toBeRebuilt(@Nullable String there) {
        Replacement next = progress.replacement();
        if (next != null && next.isComplete()) {
            return released();
        }
        Progress known = there == null ? progress : progress.in(there);
        return next(known.folderId() != null ? known.rebuildWanted(true) : known.basedOn(0), shape, Standing.ACTIVE);
    }

    /** Whether a statement of the changefeed dropped it, so that a later one may create it again. */
    public boolean isDroppedByStatement() {
        return status() == Status.DROPPED && progress.base() > 0;
    }

    /** Removal: the folder is gone, the next generation begins with nothing. */
    Head emptied() {
        return next(Progress.empty(progress.generation() + 1, progress.base()), Shape.NONE, standing);
    }

    /** A generation that has no files begins on a schema version. */
    Head basedOn(long version) {
        return next(progress.basedOn(version), shape, Standing.ACTIVE);
    }

    /** Birth: the landing folder is ready, and declares the key. */
    Head bornIn(String folderId, List<String> key) {
        return next(progress.in(folderId), new Shape(shape.columns(), key), standing);
    }

    /** S2: the next number belongs to this file. */
    Head assigned(Pending file, Shape columns, Instant now, Map<String, String> hint) {
        return next(progress.with(file, now, hint), columns, standing);
    }

    /** Nothing happened up to here; the last file is published. */
    Head advanced(Covered to, Map<String, String> hint) {
        return next(progress.covering(to, hint), shape, standing);
    }

    /** Rebuild: the next generation begins or goes on; nothing of this one is touched. */
    Head replacing(Replacement next, String reason) {
        return next(progress.replacedBy(next), shape, new Standing(Status.REBUILDING, reason, ""));
    }

    /** Rebuild: the new folder is ready for the staged files of the next generation, which cover what this one does. */
    Head succeededIn(String folderId, Replacement next) {
        Progress empty = Progress.empty(next.generation(), next.base()).hinted(progress.hint());
        return next(empty.in(folderId).replacedBy(next), next.shape(), standing);
    }

    /** Rebuild: all staged files are published, up to and including the version they end at. */
    Head rebuilt(Replacement done, Map<String, String> hint) {
        return next(progress.replacedBy(null).covering(done.to(), hint), shape, Standing.ACTIVE);
    }

    /** The same table, stopped. What is pending stays pending. */
    Head standing(Standing changed) {
        return next(progress, shape, changed);
    }

    /** Released: a rebuild whose files are all staged goes on, one before that, or only wanted, is given up. */
    Head released() {
        Replacement next = progress.replacement();
        if (next != null && next.isComplete()) {
            return standing(new Standing(Status.REBUILDING, Replacement.GOES_ON, ""));
        }
        return next(progress.rebuildWanted(false).released(), shape, Standing.ACTIVE);
    }

    private Head next(Progress after, Shape columns, Standing state) {
        Tenure written = new Tenure(tenure.epoch(), tenure.owner(), tenure.fingerprint(), newId());
        return new Head(table, folder, written, after, columns, state);
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }
}
