package io.tidbmirror.land;

import io.tidbmirror.change.Base;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.Head.Shape;
import io.tidbmirror.land.LandingZone.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the landing folder of a table by its next generation (landing-protocol.md 6.3). Every step is repeated without
 * harm by whoever takes the table after a crash: what is staged is in HEAD, and the old folder is deleted only once the whole
 * replacement is.
 */
final class Rebuilder {
    private static final Logger LOG = LoggerFactory.getLogger(Lander.class);

    private final TableSite site;
    private final HeadObject object;
    private final Publisher publisher;

    Rebuilder(TableSite site, HeadObject object) {
        this.site = site;
        this.object = object;
        this.publisher = new Publisher(site);
    }

    /** Begins a generation on another base: in place if no folder is there, else beside the one that is. */
    HeadVersion begin(HeadVersion held, Base base, TableSchema schema) throws IOException {
        Head head = held.head();
        LOG.info("table {}: {}", site.table(), base.reason());
        if (head.progress().folderId() == null) {
            return object.replace(held, head.basedOn(base.version()));
        }
        Replacement next = new Replacement(
                head.progress().generation() + 1,
                base.version(),
                Math.max(base.version() + 1, head.covered().commitTs().orElse(0)),
                new String(site.format().metadata(schema), StandardCharsets.UTF_8),
                SchemaCheck.check(Shape.NONE, schema),
                Covered.NOTHING,
                List.of());
        HeadVersion begun = object.replace(held, head.replacing(next, base.reason()));
        site.failpoint(Failpoints.AFTER_REBUILD);
        return begun;
    }

    /** Notes a staged file of the replacement, and the shape of all of its files. */
    HeadVersion staged(HeadVersion held, Pending file, Shape shape) throws IOException {
        HeadVersion noted =
                object.replace(held, replacing(held, replacement(held).with(file, shape)));
        site.failpoint(Failpoints.AFTER_REPLACEMENT_FILE);
        return noted;
    }

    /** Notes that nothing is left up to a position. */
    HeadVersion upTo(HeadVersion held, Covered position) throws IOException {
        return object.replace(held, replacing(held, replacement(held).upTo(position)));
    }

    private static Head replacing(HeadVersion held, Replacement next) {
        return held.head().replacing(next, held.head().standing().reason());
    }

    private static Replacement replacement(HeadVersion held) {
        return Objects.requireNonNull(held.head().progress().replacement());
    }

    /**
     * Swaps the folders and publishes, if everything is staged.
     *
     * @param hint what HEAD keeps then beside what is covered; empty for what it keeps now
     */
    HeadVersion finish(HeadVersion held, Map<String, String> hint) throws IOException {
        Replacement next = held.head().progress().replacement();
        if (next == null || !next.isComplete()) {
            return held;
        }
        HeadVersion now = held;
        if (now.head().progress().generation() < next.generation()) {
            now = swap(now, next);
        }
        while (now.head().seq() < next.files().size()) {
            now = publish(now, next.files().get((int) now.head().seq()));
        }
        site.failpoint(Failpoints.BEFORE_ACTIVE);
        HeadVersion active = object.replace(now, now.head().rebuilt(next, hint));
        site.zone().deleteFolder(site.folder().replacementFolder(next.generation()));
        LOG.info(
                "table {} is built: generation {}, {} files, covered {}",
                site.table(),
                next.generation(),
                next.files().size(),
                CoveredCodec.text(next.to()));
        return active;
    }

    private HeadVersion swap(HeadVersion now, Replacement next) throws IOException {
        site.failpoint(Failpoints.BEFORE_SWAP);
        String path = site.folder().path();
        String old = now.head().progress().folderId();
        if (old != null) {
            site.zone().deleteFolder(path, old);
        }
        site.failpoint(Failpoints.AFTER_OLD_FOLDER);
        if (publisher.newest() != 0) {
            throw new PoisonException("table " + site.table() + ": somebody else put files into the landing folder "
                    + path + " while it was made again; find out who, empty it, and release the table");
        }
        byte[] metadata = next.metadata().getBytes(StandardCharsets.UTF_8);
        Folder folder = site.zone().createFolder(path, Map.of(TableFolder.METADATA, metadata));
        site.failpoint(Failpoints.AFTER_NEW_FOLDER);
        HeadVersion swapped = object.replace(now, now.head().succeededIn(folder.id(), next));
        site.failpoint(Failpoints.AFTER_SWAP);
        return swapped;
    }

    private HeadVersion publish(HeadVersion now, Pending file) throws IOException {
        HeadVersion assigned = object.replace(
                now,
                now.head()
                        .assigned(
                                file, now.head().shape(), site.options().clock().instant(), Map.of()));
        site.failpoint(Failpoints.AFTER_ASSIGN);
        publisher.publish(assigned.head(), file);
        site.failpoint(Failpoints.AFTER_PUBLISH);
        site.options().observer().published(site.table(), file.rows(), file.bytes());
        return assigned;
    }
}
