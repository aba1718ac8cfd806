package io.tidbmirror.land;

import io.tidbmirror.land.LandingZone.Entry;
import java.io.IOException;
import java.util.List;

/**
 * Deletes stage files nobody can publish any more: those of an epoch below HEAD's (landing-protocol.md 5.2), and, while HEAD
 * makes no replacement, those that such an epoch staged for one. And what is kept beside landing files that are gone.
 *
 * <p>Never by the question whether HEAD refers to a file: between S1 and S2 nobody does. And never more than what earlier
 * epochs have, whose names nobody uses again: a request may come late, when another process makes a replacement.
 */
final class Janitor {
    private final TableSite site;

    Janitor(TableSite site) {
        this.site = site;
    }

    /** Call right after R3, which left nothing pending. */
    void sweep(Head taken) throws IOException {
        String root = site.folder().stageRoot();
        boolean replaces = taken.progress().replacement() != null;
        for (String folder : folders(root)) {
            if (isBelow(folder, taken)) {
                site.zone().deleteFolder(root + "/" + folder);
            } else if (TableFolder.isReplacement(folder) && !replaces) {
                sweepReplacement(root + "/" + folder, taken);
            }
        }
        if (!site.format().keepsProvenance()) {
            site.provenance().sweep(taken);
        }
    }

    private void sweepReplacement(String replacement, Head taken) throws IOException {
        for (String folder : folders(replacement)) {
            if (isBelow(folder, taken)) {
                site.zone().deleteFolder(replacement + "/" + folder);
            }
        }
    }

    private List<String> folders(String path) throws IOException {
        return site.zone().list(path).stream()
                .filter(Entry::folder)
                .map(Entry::name)
                .toList();
    }

    private static boolean isBelow(String folder, Head taken) {
        return folder.matches("[0-9]{1,18}")
                && Long.parseLong(folder) < taken.tenure().epoch();
    }
}
