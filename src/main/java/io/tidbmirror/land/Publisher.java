package io.tidbmirror.land;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.land.LandingZone.Published;
import java.io.IOException;

/** Step S3, and the check of the folder after it (landing-protocol.md 5.1 and invariant I7). */
final class Publisher {
    private static final String AGAIN = "build it again (command: table rebuild)";

    private final TableSite site;

    Publisher(TableSite site) {
        this.site = site;
    }

    /**
     * Publishes the pending file of a HEAD; does nothing more than a check if somebody did already.
     *
     * @throws PoisonException if the landing folder is not as HEAD says: never guess
     */
    void publish(Head head, Pending pending) throws IOException {
        if (!site.format().keepsProvenance()) {
            site.provenance().write(head, pending);
        }
        switch (rename(pending.stagePath(), site.file(head.seq()))) {
            case DONE -> {}
            case SOURCE_MISSING -> {
                checkFolder(head);
                checkNewest(head);
            }
            case TARGET_EXISTS ->
                throw new PoisonException("table " + site.table() + ": landing file " + site.file(head.seq())
                        + " exists although it was never published from " + pending.stagePath()
                        + ": somebody else writes to the landing folder; find out who, then " + AGAIN);
        }
    }

    /** R2 and I7: publishes what is pending, then compares the folder with HEAD. */
    void rollForward(Head head) throws IOException {
        if (head.progress().folderId() == null) {
            return;
        }
        checkFolder(head);
        Pending pending = head.progress().pending();
        if (pending != null) {
            checkStaged(head, pending);
            publish(head, pending);
        }
        checkNewest(head);
    }

    /** An unknown outcome is settled by asking again, since a rename that was applied has consumed its source. */
    private Published rename(String stagePath, String landingPath) throws IOException {
        try {
            return site.zone().publish(stagePath, landingPath);
        } catch (IOException first) {
            try {
                return site.zone().publish(stagePath, landingPath);
            } catch (IOException second) {
                second.addSuppressed(first);
                throw second;
            }
        }
    }

    /**
     * What this process staged itself was compared in S1; a file found here may have been cut or replaced since. An empty
     * one beside the published file was begun by a repeated request that came late, when the rename had freed its path.
     */
    private void checkStaged(Head head, Pending pending) throws IOException {
        String path = pending.stagePath();
        long size = site.zone().size(path);
        if (size == 0 && site.zone().size(site.file(head.seq())) == pending.bytes()) {
            site.zone().delete(path);
        } else if (size >= 0 && size != pending.bytes()) {
            throw new PoisonException("table " + site.table() + ": stage file " + path + " has " + size
                    + " bytes and HEAD says " + pending.bytes()
                    + ": it was damaged after it was written; put back the file and release the table, or "
                    + AGAIN);
        }
    }

    private void checkFolder(Head head) throws IOException {
        String found = site.zone().folderId(site.folder().path());
        if (found == null || !found.equals(head.progress().folderId())) {
            throw mismatch(
                    found == null
                            ? "the landing folder is gone, or the file in it that identifies it"
                            : "the landing folder is not the one HEAD knows",
                    head);
        }
    }

    private void checkNewest(Head head) throws IOException {
        long newest = newest();
        if (newest != head.seq()) {
            throw mismatch(
                    "the newest file in the landing folder is "
                            + (newest == 0 ? "none" : "number " + newest)
                            + " and HEAD says number "
                            + head.seq(),
                    head);
        }
    }

    /** The greatest number that is visible, 0 if none is. */
    long newest() throws IOException {
        String extension = site.format().extension();
        return site.zone().list(site.folder().path()).stream()
                .filter(entry -> !entry.folder())
                .mapToLong(entry -> TableFolder.seqOf(entry.name(), extension).orElse(0))
                .max()
                .orElse(0);
    }

    private PoisonException mismatch(String what, Head head) {
        return new PoisonException("table " + site.table() + ": " + what + " (folder " + site.folder() + ", generation "
                + head.progress().generation()
                + "); a restored backup, a wrong URL, a deleted folder or a cleaned scratch pad looks like this:"
                + " put back what is missing and release the table, or " + AGAIN);
    }
}
