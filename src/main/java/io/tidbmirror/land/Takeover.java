package io.tidbmirror.land;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head.Standing;
import io.tidbmirror.land.Head.Status;
import io.tidbmirror.land.Head.Tenure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps R1 to R3: makes this process the only one that can assign files of a table (landing-protocol.md 5.2). */
final class Takeover {
    private static final Logger LOG = LoggerFactory.getLogger(Lander.class);
    private static final int ROUNDS = 3;

    private final TableSite site;
    private final HeadObject object;
    private final Publisher publisher;

    Takeover(TableSite site, HeadObject object) {
        this.site = site;
        this.object = object;
        this.publisher = new Publisher(site);
    }

    /** The HEAD held, or one that is stopped or dropped, which nobody holds; if there is none, what whoever writes it first holds. */
    HeadVersion take() throws IOException {
        for (int round = 1; ; round++) {
            try {
                HeadVersion found = object.read();
                TableId namesake = object.namesake();
                if (namesake != null) {
                    return refuse(found, namesake);
                }
                return found == null ? new HeadVersion(created(), null) : take(found);
            } catch (FencedException e) {
                if (round == ROUNDS) {
                    throw e;
                }
            }
        }
    }

    private Head created() {
        LanderOptions options = site.options();
        Tenure tenure = new Tenure(1, options.owner(), options.fingerprint(), Head.newId());
        return Head.created(site.table(), site.folder().path(), tenure);
    }

    /** The folder belongs to another table, whose name is the same or differs in case only. */
    private HeadVersion refuse(@Nullable HeadVersion found, TableId namesake) throws IOException {
        if (found != null && !found.head().isActive()) {
            return found;
        }
        Head head = found == null ? created() : found.head();
        Standing stopped = new Standing(
                Status.QUARANTINED,
                "table " + site.table() + ": its landing folder " + site.folder() + " is taken by table " + namesake
                        + " (names that differ in case only count as equal); set tables." + site.table()
                        + ".target to another name and release the table",
                "");
        return object.replace(found, head.standing(stopped));
    }

    private HeadVersion take(HeadVersion found) throws IOException {
        check(found.head());
        if (!found.head().isOpen()) {
            return found;
        }
        site.failpoint(Failpoints.AFTER_READ);
        try {
            if (!found.head().isBetweenFolders()) {
                publisher.rollForward(found.head());
            }
        } catch (PoisonException e) {
            if (!found.head().isToBeReplaced()) {
                Standing stopped = new Standing(Status.QUARANTINED, String.valueOf(e.getMessage()), "");
                return object.replace(found, found.head().standing(stopped));
            }
            LOG.warn("{}; the folder is built again", e.getMessage());
        }
        site.failpoint(Failpoints.AFTER_ROLL_FORWARD);
        HeadVersion taken =
                object.replace(found, found.head().takenBy(site.options().owner()));
        site.failpoint(Failpoints.AFTER_FENCE);
        new Janitor(site).sweep(taken.head());
        return taken;
    }

    private void check(Head head) {
        if (!head.tenure().fingerprint().equals(site.options().fingerprint())) {
            throw FatalException.configuration("table " + site.table() + " was landed with the configuration \""
                    + head.tenure().fingerprint() + "\" and this process has \""
                    + site.options().fingerprint()
                    + "\"; go back to the old one, or start with an empty landing zone and state");
        }
    }
}
