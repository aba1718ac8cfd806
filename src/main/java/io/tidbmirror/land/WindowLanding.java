package io.tidbmirror.land;

import io.tidbmirror.batch.FileRows;
import io.tidbmirror.batch.Window;
import io.tidbmirror.batch.WindowReader;
import io.tidbmirror.change.Base;
import io.tidbmirror.change.Covered;
import io.tidbmirror.land.Head.Shape;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One window on its way into the landing zone: published file by file, or staged as a part of the next generation. */
final class WindowLanding {
    private static final Logger LOG = LoggerFactory.getLogger(Lander.class);

    private final TableLander table;
    private final TableSite site;
    private final Rebuilder rebuilder;
    private final Publisher publisher;
    private final Window window;
    private int files;
    private long rows;
    private Map<String, Long> resume = Map.of();

    WindowLanding(TableLander table, TableSite site, Rebuilder rebuilder, Window window) {
        this.table = table;
        this.site = site;
        this.rebuilder = rebuilder;
        this.publisher = new Publisher(site);
        this.window = window;
    }

    Receipt run(HeadVersion taken) throws IOException {
        HeadVersion start = based(taken);
        if (!window.from().equals(start.head().position())) {
            throw stale("is covered up to " + CoveredCodec.text(start.head().position()) + ", the window begins at "
                    + CoveredCodec.text(window.from()));
        }
        Replacement next = start.head().progress().replacement();
        HeadVersion now =
                next == null ? landed(start) : table.hold(rebuilder.finish(staged(start, next), window.hint()));
        Head head = now.head();
        return new Receipt(head.folder(), head.covered(), head.seq(), files, rows, resume);
    }

    /** The table, built on what the window asks for: a later base than its own begins another generation. */
    private HeadVersion based(HeadVersion taken) throws IOException {
        Base base = window.base();
        Head head = taken.head();
        if (base != null && head.isDroppedByStatement() && base.version() > head.base()) {
            return table.revive(taken, base.version());
        }
        table.open(taken);
        if (base == null || base.version() == head.base()) {
            return taken;
        }
        if (base.version() < head.base() || !window.from().equals(Covered.NOTHING)) {
            throw stale("is built on version " + head.base() + ", the window on version " + base.version());
        }
        return table.hold(rebuilder.begin(taken, base, window.schema()));
    }

    private StaleWindowException stale(String why) {
        return new StaleWindowException(
                "table " + site.table() + " " + why + "; nothing of it was landed, it is read again");
    }

    private HeadVersion landed(HeadVersion start) throws IOException {
        HeadVersion now = start;
        try (WindowReader reader = window.open()) {
            while (reader.nextFile()) {
                now = file(now, reader);
            }
            resume = reader.resume();
        }
        if (now.head().seq() == 0) {
            now = file(now, FileRows.none(window.to()));
        }
        return now.head().covered().equals(window.to())
                ? now
                : table.write(now, now.head().advanced(window.to(), window.hint()));
    }

    /**
     * S1 to S3 for one file; the same HEAD again if its rows have to be read again. A table is born when its first file is
     * staged: one whose first rows are poison leaves no folder, which without a file would stop Fabric in time
     * (open-mirroring.md section 5).
     */
    private HeadVersion file(HeadVersion known, FileRows rows) throws IOException {
        Shape shape = checked(known.head().shape());
        Pending staged = stage(known, rows);
        if (staged == null) {
            return known;
        }
        Map<String, String> hint = staged.to().equals(window.to()) ? window.hint() : Map.of();
        Head born = table.born(known.head(), window.schema());
        HeadVersion assigned = table.write(
                known, born.assigned(staged, shape, site.options().clock().instant(), hint));
        site.failpoint(Failpoints.AFTER_ASSIGN);
        publisher.publish(assigned.head(), staged);
        site.failpoint(Failpoints.AFTER_PUBLISH);
        if (!site.format().keepsProvenance() && assigned.head().seq() % ProvenanceFile.SWEEP_EVERY == 0) {
            site.provenance().sweep(assigned.head());
        }
        site.options().observer().published(site.table(), staged.rows(), staged.bytes());
        account("landed", assigned.head().seq(), staged);
        return assigned;
    }

    /** Rows of the next generation: staged and noted in HEAD, file by file. It has at least one file, if without rows. */
    private HeadVersion staged(HeadVersion start, Replacement replacement) throws IOException {
        Shape shape = checked(replacement.shape());
        HeadVersion now = start;
        try (WindowReader reader = window.open()) {
            while (reader.nextFile()) {
                now = noted(now, stage(now, reader), shape);
            }
            resume = reader.resume();
        }
        long end = window.to().commitTs().orElse(0);
        Replacement next = now.head().progress().replacement();
        if (next != null && next.files().isEmpty() && end >= next.until()) {
            now = noted(now, stage(now, FileRows.none(window.to())), shape);
        }
        return now.head().position().equals(window.to()) ? now : table.hold(rebuilder.upTo(now, window.to()));
    }

    private Shape checked(Shape landed) {
        if (!site.format().takesColumnChanges()) {
            FixedColumns.check(landed, window.schema());
        }
        return SchemaCheck.check(landed, window.schema());
    }

    private HeadVersion noted(HeadVersion known, @Nullable Pending staged, Shape shape) throws IOException {
        if (staged == null) {
            return known;
        }
        HeadVersion noted = table.hold(rebuilder.staged(known, staged, shape));
        account("staged", Slot.next(known.head()).seq(), staged);
        return noted;
    }

    private @Nullable Pending stage(HeadVersion known, FileRows rows) throws IOException {
        return new Stager(site, Slot.next(known.head())).stage(window.schema(), rows);
    }

    /** Counts a file for the receipt, and tells of it. */
    private void account(String what, long seq, Pending file) {
        files++;
        rows += file.rows();
        LOG.info(
                "{} {}: file {}, {} rows, {} bytes, covered {}",
                what,
                site.table(),
                seq,
                file.rows(),
                file.bytes(),
                CoveredCodec.text(file.to()));
    }
}
