package io.tidbmirror.land;

import java.io.IOException;

/**
 * Deletes stage files nobody can publish any more: those of an epoch below HEAD's (landing-protocol.md 5.2). And what is
 * kept beside landing files that are gone.
 *
 * <p>Never by the question whether HEAD refers to a file: between S1 and S2 nobody does.
 */
final class Janitor {
    private final TableSite site;

    Janitor(TableSite site) {
        this.site = site;
    }

    /** Call right after R3, which left nothing pending. */
    void sweep(Head taken) throws IOException {
        for (LandingZone.Entry entry : site.zone().list(site.folder().stageRoot())) {
            boolean epoch = entry.folder() && entry.name().matches("[0-9]{1,18}");
            if (epoch && Long.parseLong(entry.name()) < taken.tenure().epoch()) {
                site.zone().deleteFolder(site.folder().stageFolder(Long.parseLong(entry.name())));
            }
        }
        if (!site.format().keepsProvenance()) {
            site.provenance().sweep(taken);
        }
    }
}
