package io.tidbmirror.land;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.land.Head.Status;
import java.io.IOException;

/**
 * Takes a table out of the landing zone. HEAD stays, DROPPED, so that no mirror makes the table again; its folder goes. Any
 * crash is made up for by the next call, or by the release of the table.
 *
 * <p>HEAD is changed first: from then on nobody can assign a file. The stage files go before the landing folder: a rename
 * that arrives late finds either no source, or a folder that is deleted after it.
 */
final class Removal {
    static final String REQUESTED = "removed on request; table release lands it again from the beginning of the feed";

    private final TableSite site;
    private final HeadObject object;
    private final String reason;
    private final long version;

    /**
     * A removal.
     *
     * @param version TSO of the statement that dropped the table; 0 if the operator removes it
     */
    Removal(TableSite site, HeadObject object, String reason, long version) {
        this.site = site;
        this.object = object;
        this.reason = reason;
        this.version = version;
    }

    /** Removes the table; returns whether there is one. */
    boolean run() throws IOException {
        HeadVersion found = object.read();
        if (found == null) {
            return false;
        }
        finish(found.head().status() == Status.DROPPED ? found : drop());
        return true;
    }

    private HeadVersion drop() throws IOException {
        HeadVersion taken = new Takeover(site, object).take();
        String owner = site.options().owner();
        HeadVersion dropped = object.replace(taken, taken.head().droppedBy(owner, reason, version));
        site.failpoint(Failpoints.AFTER_DROP);
        return dropped;
    }

    /** Deletes what is left of a DROPPED table; its next generation begins with nothing. */
    HeadVersion finish(HeadVersion dropped) throws IOException {
        if (object.namesake() == null) {
            delete(dropped.head());
        }
        Progress left = dropped.head().progress();
        boolean begun = left.folderId() != null || !left.hint().isEmpty();
        return begun ? object.replace(dropped, dropped.head().emptied()) : dropped;
    }

    private void delete(Head dropped) throws IOException {
        if (!dropped.folder().equals(site.folder().path())) {
            throw FatalException.configuration("table " + site.table() + " is landed in " + dropped.folder()
                    + " and this configuration says " + site.folder() + ": put back tables." + site.table()
                    + ".target as it was");
        }
        site.zone().deleteFolder(site.folder().stageRoot());
        site.failpoint(Failpoints.AFTER_STAGE_FILES);
        site.zone().deleteFolder(site.folder().path());
        site.failpoint(Failpoints.AFTER_FOLDER_GONE);
    }
}
