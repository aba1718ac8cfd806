package io.tidbmirror.land;

import io.tidbmirror.batch.Window;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.Head.Standing;
import io.tidbmirror.land.Head.Status;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The landing of one table: one window after the other, from wherever HEAD says. Thread safe. */
final class TableLander {
    private static final Logger LOG = LoggerFactory.getLogger(Lander.class);

    private final TableSite site;
    private final HeadObject object;
    private final Rebuilder rebuilder;
    private final Lock lock = new ReentrantLock();

    /** HEAD as this process wrote it last; null where it may have been changed since. */
    private volatile @Nullable HeadVersion held;

    /** Whether another process may have taken the table since; a landing under way finds out by itself. */
    private volatile boolean distrusted;

    TableLander(TableSite site, HeadObject object) {
        this.site = site;
        this.object = object;
        this.rebuilder = new Rebuilder(site, object);
    }

    Head take() throws IOException {
        HeadVersion known = distrusted ? null : held;
        if (known != null) {
            return known.head();
        }
        return locked(() -> {
            if (distrusted) {
                distrusted = false;
                held = null;
            }
            return taken().head();
        });
    }

    void distrust() {
        distrusted = true;
    }

    Receipt land(Window window) throws IOException {
        return locked(() -> new WindowLanding(this, site, rebuilder, window).run(written()));
    }

    void birth(TableSchema schema) throws IOException {
        locked(() -> {
            HeadVersion known = open(written());
            Head born = born(known.head(), schema);
            return born.equals(known.head()) ? known : write(known, born);
        });
    }

    void remember(Map<String, String> hint) throws IOException {
        locked(() -> {
            HeadVersion known = open(written());
            return write(known, known.head().advanced(known.head().covered(), hint));
        });
    }

    boolean quarantine(String reason, String position) throws IOException {
        return locked(() -> {
            HeadVersion known = written();
            return !stop(known, new Standing(Status.QUARANTINED, reason, position))
                    .equals(known);
        });
    }

    boolean release() throws IOException {
        return locked(() -> {
            held = null;
            HeadVersion found = object.read();
            if (found == null) {
                return false;
            }
            return switch (found.head().status()) {
                case ACTIVE, REBUILDING -> false;
                case QUARANTINED -> activate(found);
                case DROPPED -> activate(removal("", 0).finish(found));
            };
        });
    }

    boolean rebuild() throws IOException {
        return locked(() -> {
            held = null;
            HeadVersion found = object.read();
            if (found == null) {
                return false;
            }
            HeadVersion known = found.head().isActive() ? new Takeover(site, object).take() : found;
            Status status = known.head().status();
            if (status == Status.DROPPED || status == Status.REBUILDING) {
                return false;
            }
            String there = object.namesake() == null
                    ? site.zone().folderId(site.folder().path())
                    : null;
            object.replace(known, known.head().toBeRebuilt(there));
            return true;
        });
    }

    private boolean activate(HeadVersion stopped) throws IOException {
        object.replace(stopped, stopped.head().released());
        return true;
    }

    boolean remove() throws IOException {
        return locked(() -> {
            held = null;
            return removal(Removal.REQUESTED, 0).run();
        });
    }

    boolean drop(long version, String reason) throws IOException {
        return locked(() -> {
            held = null;
            HeadVersion found = object.read();
            return found != null
                    && found.head().status() != Status.QUARANTINED
                    && removal(reason, version).run();
        });
    }

    private Removal removal(String reason, long version) {
        return new Removal(site, object, reason, version);
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    /** Whatever goes wrong leaves the table in doubt; what is poison besides quarantines it before anybody can forget to. */
    private <T> T locked(Step<T> step) throws IOException {
        lock.lock();
        boolean certain = false;
        try {
            T result = step.run();
            certain = true;
            return result;
        } catch (PoisonException e) {
            quarantine(e);
            throw e;
        } finally {
            if (!certain) {
                held = null;
            }
            lock.unlock();
        }
    }

    private void quarantine(PoisonException poison) throws IOException {
        HeadVersion known = held == null ? null : object.latest();
        if (known == null) {
            return; // HEAD itself is unreadable, or says so already
        }
        try {
            stop(known, new Standing(Status.QUARANTINED, String.valueOf(poison.getMessage()), ""));
        } catch (FencedException another) {
            throw another; // what was found is told of a table that is another one by now
        } catch (IOException e) {
            e.addSuppressed(poison);
            throw e;
        }
    }

    private HeadVersion taken() throws IOException {
        HeadVersion known = held;
        if (known != null) {
            return known;
        }
        HeadVersion found = new Takeover(site, object).take();
        if (found.head().isOpen()) {
            return hold(rebuilder.finish(hold(found), Map.of()));
        }
        return found;
    }

    /** HEAD is there before anything else of a table; of two that create it, the second takes it over. */
    private HeadVersion written() throws IOException {
        HeadVersion known = taken();
        if (known.etag() != null) {
            return known;
        }
        try {
            return write(known, known.head());
        } catch (FencedException another) {
            held = null;
            return taken();
        }
    }

    private HeadVersion stop(HeadVersion known, Standing standing) throws IOException {
        held = null;
        boolean gone = known.head().isDroppedByStatement() && known.head().seq() == 0; // its name may be there again
        return gone || known.head().isOpen()
                ? object.replace(known, known.head().standing(standing))
                : known;
    }

    HeadVersion open(HeadVersion known) {
        if (known.head().isOpen()) {
            return known;
        }
        Standing standing = known.head().standing();
        throw new PoisonException("table " + site.table() + " is " + standing.status() + ": " + standing.reason());
    }

    /** HEAD as it has to be once the landing folder is there, not written yet: the same if it was there before. */
    Head born(Head known, TableSchema schema) throws IOException {
        if (known.progress().folderId() != null) {
            return known;
        }
        site.format().losses(schema).forEach(loss -> LOG.warn("table {}: {}", site.table(), loss));
        return known.bornIn(new Birth(site).prepare(schema), schema.keyNames());
    }

    /** What {@link WindowLanding} may do to this table. Called under its lock. */
    HeadVersion revive(HeadVersion dropped, long base) throws IOException {
        HeadVersion finished = removal(
                        dropped.head().standing().reason(), dropped.head().base())
                .finish(dropped);
        return write(finished, finished.head().takenBy(site.options().owner()).basedOn(base));
    }

    HeadVersion write(HeadVersion known, Head next) throws IOException {
        return hold(object.replace(known, next));
    }

    HeadVersion hold(HeadVersion written) {
        held = written;
        return written;
    }
}
