package io.tidbmirror.land;

import io.tidbmirror.batch.Window;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.format.LandingFormat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The landing protocol (landing-protocol.md): each window becomes files 1, 2, 3, … of its table exactly once, whatever
 * crashes, and however many processes try. Thread safe: one landing of a table at a time, tables in parallel.
 *
 * <p>Every method that works on a table throws
 *
 * <ul>
 *   <li>{@link IOException} if the outcome is unknown or the table was lost; the next call begins at R1. {@link
 *       FencedException} says that another process has the table: back off. {@link StaleWindowException} says that rows are to
 *       be read again from what is covered;
 *   <li>{@link PoisonException} if the table is quarantined: by this call, which has done it already, or before;
 *   <li>{@link FatalException} if this process must not write at all.
 * </ul>
 */
public final class Lander {
    private final LandingZone zone;
    private final HeadStore heads;
    private final LandingFormat format;
    private final LanderOptions options;
    private final ConcurrentMap<TableId, TableLander> tables = new ConcurrentHashMap<>();

    public Lander(LandingZone zone, HeadStore heads, LandingFormat format, LanderOptions options) {
        this.zone = zone;
        this.heads = heads;
        this.format = format;
        this.options = options;
    }

    /** Names the producer to Fabric; what is there already stays. Call once before landing. */
    public void introduce(byte[] partnerEvents) throws IOException {
        zone.createIfAbsent(TableFolder.PARTNER_EVENTS, partnerEvents);
    }

    /**
     * Takes a table, unless this process holds it without doubt.
     *
     * @return HEAD: if it is absent, as the first change of the table will create it; one that is not {@link Head#isOpen} if
     *     nobody can hold the table now
     */
    public Head take(TableId table) throws IOException {
        return of(table).take();
    }

    /** Another process may have had the table: the next {@link #take} begins at R1. */
    public void distrust(TableId table) {
        of(table).distrust();
    }

    /**
     * Lands a window, all of its files. A table without any file gets one, with no rows if there are none; on others a window
     * without rows only moves {@code covered}.
     */
    public Receipt land(TableId table, Window window) throws IOException {
        return of(table).land(window);
    }

    /** Makes the landing folder with its metadata, if the table has none. */
    public void birth(TableId table, TableSchema schema) throws IOException {
        of(table).birth(schema);
    }

    /** Keeps a hint in HEAD beside what is covered, before anything more is landed; see {@link Window#hint}. */
    public void remember(TableId table, Map<String, String> hint) throws IOException {
        of(table).remember(hint);
    }

    /**
     * Stops a table that cannot go on; one that is stopped already keeps its reason. A table nobody knows is recorded,
     * without a landing folder.
     *
     * @param reason what happened and what to do
     * @param position where: file, line, offset; empty if nowhere in particular
     * @return whether this call stopped it
     */
    public boolean quarantine(TableId table, String reason, String position) throws IOException {
        return of(table).quarantine(reason, position);
    }

    /**
     * Lets a quarantined table go on from what is covered, and a dropped one begin again with nothing, in a new generation.
     *
     * @return whether it was quarantined or dropped
     */
    public boolean release(TableId table) throws IOException {
        return of(table).release();
    }

    /**
     * Has the next mirror that takes the table build its landing folder again; until all of its replacement is staged the
     * folder stays as it is. A quarantined table is released with it. The next release gives up what could not be built.
     *
     * @return whether there is such a table, and it is neither dropped nor being built already
     */
    public boolean rebuild(TableId table) throws IOException {
        return of(table).rebuild();
    }

    /**
     * Takes a table out of the landing zone: its HEAD says DROPPED from then on, and its folder is deleted with all files.
     * Call again after any failure.
     *
     * @return whether there is such a table
     */
    public boolean remove(TableId table) throws IOException {
        return of(table).remove();
    }

    /**
     * A statement of the changefeed dropped the table: like {@link #remove}, but a window that is based on a later version
     * lands the table again, in a new generation. A quarantined table stays as it is.
     *
     * @param version TSO of the statement
     * @return whether there is such a table
     */
    public boolean drop(TableId table, long version, String reason) throws IOException {
        return of(table).drop(version, reason);
    }

    /** Compares the landing zone with the HEADs; writes nothing. */
    public AuditReport audit() throws IOException {
        return new Audit(zone, heads, format, options.fingerprint()).run();
    }

    /** Fails if the landing zone or the HEAD store does not answer: one cheap read of each. */
    public void check() throws IOException {
        zone.size(TableFolder.PARTNER_EVENTS);
        heads.read("-");
    }

    /** How many landing files of a table are still where they were published: Fabric moves away what it has read. One listing. */
    public long unread(TableId table) throws IOException {
        return zone.list(TableFolder.of(options.target().apply(table)).path()).stream()
                .filter(entry -> !entry.folder()
                        && TableFolder.seqOf(entry.name(), format.extension()).orElse(0) > 0)
                .count();
    }

    /** All tables in name order. Takes nothing and writes nothing. */
    public List<Head> heads() throws IOException {
        return Heads.in(heads);
    }

    private TableLander of(TableId table) {
        return tables.computeIfAbsent(table, this::open);
    }

    private TableLander open(TableId table) {
        TableFolder folder = TableFolder.of(options.target().apply(table));
        TableSite site = new TableSite(table, folder, zone, format, options);
        return new TableLander(site, new HeadObject(heads, table, folder, options.observer()));
    }
}
