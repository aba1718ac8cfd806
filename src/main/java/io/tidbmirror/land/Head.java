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
     * @param fingerprint of the configuration that must not change: landing zone, format, key map
     * @param writeId of this version of HEAD: no two versions ever have equal bytes
     */
    public record Tenure(long epoch, String owner, String fingerprint, String writeId) {}

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
            Map<String, String> hint) {
        public Progress {
            hint = Map.copyOf(hint);
        }
    }

    /**
     * An assigned file.
     *
     * @param batchId unique for each attempt to stage a file
     * @param stagePath where it was staged
     * @param rows rows in it
     * @param bytes its size
     * @param sha256 hash of its content, hexadecimal
     * @param from where the file before it ends
     * @param to where it ends
     */
    public record Pending(
            String batchId, String stagePath, long rows, long bytes, String sha256, Covered from, Covered to) {}

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
        Progress nothing = new Progress(1, null, 0, Covered.NOTHING, Covered.NOTHING, 0, null, null, Map.of());
        return new Head(table, folder, tenure, nothing, Shape.NONE, Standing.ACTIVE);
    }

    /** A table whose HEAD cannot be read. */
    static Head unknown(TableId table, Standing standing) {
        Progress nothing = new Progress(0, null, 0, Covered.NOTHING, Covered.NOTHING, 0, null, null, Map.of());
        return new Head(table, TableFolder.of(table).path(), new Tenure(0, "", "", ""), nothing, Shape.NONE, standing);
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

    /** R3: the next epoch, of this owner, with nothing pending. */
    Head takenBy(String owner) {
        Tenure next = new Tenure(tenure.epoch() + 1, owner, tenure.fingerprint(), newId());
        Progress p = progress;
        Progress settled = new Progress(
                p.generation, p.folderId, p.seq, p.covered, p.filesTo, p.rows, p.publishedAt, null, p.hint);
        return new Head(table, folder, next, settled, shape, standing);
    }

    /** Removal: nobody lands this table; its folder is about to go. */
    Head droppedBy(String owner, String reason) {
        return takenBy(owner).standing(new Standing(Status.DROPPED, reason, ""));
    }

    /** Removal: the folder is gone, the next generation begins with nothing. */
    Head emptied() {
        Progress nothing = new Progress(
                progress.generation() + 1, null, 0, Covered.NOTHING, Covered.NOTHING, 0, null, null, Map.of());
        return next(nothing, Shape.NONE, standing);
    }

    /** Birth: the landing folder is ready, and declares the key. */
    Head bornIn(String folderId, List<String> key) {
        Progress p = progress;
        return next(
                new Progress(
                        p.generation, folderId, p.seq, p.covered, p.filesTo, p.rows, p.publishedAt, p.pending, p.hint),
                new Shape(shape.columns(), key),
                standing);
    }

    /** S2: the next number belongs to this file. */
    Head assigned(Pending file, Shape columns, Instant now, Map<String, String> hint) {
        Progress p = progress;
        Progress after = new Progress(
                p.generation,
                p.folderId,
                p.seq + 1,
                file.to(),
                file.to(),
                p.rows + file.rows(),
                now,
                file,
                hint.isEmpty() ? p.hint : hint);
        return next(after, columns, standing);
    }

    /** Nothing happened up to here; the last file is published. */
    Head advanced(Covered to, Map<String, String> hint) {
        Progress p = progress;
        Map<String, String> newest = hint.isEmpty() ? p.hint : hint;
        Progress after =
                new Progress(p.generation, p.folderId, p.seq, to, p.filesTo, p.rows, p.publishedAt, null, newest);
        return next(after, shape, standing);
    }

    /** The same table, stopped or released. What is pending stays pending. */
    Head standing(Standing changed) {
        return next(progress, shape, changed);
    }

    private Head next(Progress after, Shape columns, Standing state) {
        Tenure written = new Tenure(tenure.epoch(), tenure.owner(), tenure.fingerprint(), newId());
        return new Head(table, folder, written, after, columns, state);
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }
}
