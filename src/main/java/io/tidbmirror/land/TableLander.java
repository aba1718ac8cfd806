package io.tidbmirror.land;

import io.tidbmirror.batch.Window;
import io.tidbmirror.batch.WindowReader;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.Head.Pending;
import io.tidbmirror.land.Head.Shape;
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
    private final Publisher publisher;
    private final Lock lock = new ReentrantLock();

    /** HEAD as this process wrote it last; null where it may have been changed since. */
    private volatile @Nullable HeadVersion held;

    TableLander(TableSite site, HeadObject object) {
        this.site = site;
        this.object = object;
        this.publisher = new Publisher(site);
    }

    Head take() throws IOException {
        HeadVersion known = held;
        if (known != null) {
            return known.head();
        }
        return locked(() -> taken().head());
    }

    Receipt land(Window window) throws IOException {
        return locked(() -> new Landing(window).run());
    }

    void birth(TableSchema schema) throws IOException {
        locked(() -> born(active(taken()), schema));
    }

    void quarantine(String reason, String position) throws IOException {
        locked(() -> stop(taken(), new Standing(Status.QUARANTINED, reason, position)));
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
                case DROPPED -> activate(new Removal(site, object).finish(found));
            };
        });
    }

    private boolean activate(HeadVersion stopped) throws IOException {
        object.replace(stopped, stopped.head().standing(Standing.ACTIVE));
        return true;
    }

    boolean remove() throws IOException {
        return locked(() -> {
            held = null;
            return new Removal(site, object).run();
        });
    }

    void forget() {
        lock.lock();
        try {
            held = null;
        } finally {
            lock.unlock();
        }
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
        HeadVersion known = held;
        if (known == null) {
            return; // HEAD itself is unreadable, or says so already
        }
        try {
            stop(known, new Standing(Status.QUARANTINED, String.valueOf(poison.getMessage()), ""));
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
        if (found.head().isActive()) {
            held = found;
        }
        return found;
    }

    private HeadVersion stop(HeadVersion known, Standing standing) throws IOException {
        held = null;
        return known.head().isActive() ? object.replace(known, known.head().standing(standing)) : known;
    }

    private HeadVersion active(HeadVersion known) {
        if (known.head().isActive()) {
            return known;
        }
        Standing standing = known.head().standing();
        throw new PoisonException("table " + site.table() + " is " + standing.status() + ": " + standing.reason());
    }

    private HeadVersion born(HeadVersion known, TableSchema schema) throws IOException {
        return known.head().progress().folderId() != null
                ? known
                : write(known, known.head().bornIn(new Birth(site).prepare(schema), schema.keyNames()));
    }

    private HeadVersion write(HeadVersion known, Head next) throws IOException {
        HeadVersion written = object.replace(known, next);
        held = written;
        return written;
    }

    /** One window on its way into the landing zone. */
    private final class Landing {
        private final Window window;
        private int files;
        private long rows;
        private long bytes;

        Landing(Window window) {
            this.window = window;
        }

        Receipt run() throws IOException {
            HeadVersion start = active(taken());
            if (!window.from().equals(start.head().covered())) {
                throw new StaleWindowException("table " + site.table() + " is covered up to "
                        + CoveredCodec.text(start.head().covered()) + ", the window begins at "
                        + CoveredCodec.text(window.from()) + "; nothing of it was landed, it is read again");
            }
            HeadVersion now = files(start);
            if (now.head().seq() == 0) {
                now = file(now, () -> null, window::to);
            }
            if (!now.head().covered().equals(window.to())) {
                now = write(now, now.head().advanced(window.to(), window.hint()));
            }
            Head head = now.head();
            return new Receipt(
                    site.table(), head.folder(), head.covered(), head.seq(), files, rows, bytes, window.resume());
        }

        private HeadVersion files(HeadVersion start) throws IOException {
            HeadVersion now = start;
            try (WindowReader reader = window.open()) {
                while (reader.nextFile()) {
                    now = file(now, reader::next, reader::covered);
                }
            }
            return now;
        }

        /**
         * S1 to S3 for one file; the same HEAD again if its rows have to be read again. A table is born when its first file
         * is staged: one whose first rows are poison leaves no folder, which without a file would stop Fabric in time
         * (open-mirroring.md section 5).
         */
        private HeadVersion file(HeadVersion known, Stager.Rows data, Stager.End end) throws IOException {
            Head head = known.head();
            Shape shape = SchemaCheck.check(head.shape(), window.schema());
            Pending staged = new Stager(site, head).stage(window.schema(), data, end);
            if (staged == null) {
                return known;
            }
            Map<String, String> hint = staged.to().equals(window.to()) ? window.hint() : Map.of();
            HeadVersion born = born(known, window.schema());
            HeadVersion assigned = write(
                    born,
                    born.head().assigned(staged, shape, site.options().clock().instant(), hint));
            site.failpoint(Failpoints.AFTER_ASSIGN);
            publisher.publish(assigned.head(), staged);
            site.failpoint(Failpoints.AFTER_PUBLISH);
            files++;
            rows += staged.rows();
            bytes += staged.bytes();
            site.options().observer().published(site.table(), staged.rows(), staged.bytes());
            LOG.info(
                    "landed {}: file {}, {} rows, {} bytes, covered {}",
                    site.table(),
                    assigned.head().seq(),
                    staged.rows(),
                    staged.bytes(),
                    CoveredCodec.text(staged.to()));
            return assigned;
        }
    }
}
