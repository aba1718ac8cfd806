package io.tidbmirror.land;

import io.tidbmirror.change.MirrorException;
import io.tidbmirror.land.LandingZone.Entry;
import io.tidbmirror.land.format.LandingFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares a landing zone with the HEADs: the numbers of the files, what their footers say, their row markers, the metadata,
 * and what does not belong there. Takes nothing and writes nothing; may run beside a running mirror.
 */
final class Audit {
    private static final String SCHEMA_SUFFIX = ".schema";

    private final LandingZone zone;
    private final HeadStore heads;
    private final LandingFormat format;
    private final String fingerprint;
    private final List<Finding> findings = new ArrayList<>();
    private long files;
    private long rows;

    /**
     * An audit of a landing zone.
     *
     * @param fingerprint of the configuration that must not change
     */
    Audit(LandingZone zone, HeadStore heads, LandingFormat format, String fingerprint) {
        this.zone = zone;
        this.heads = heads;
        this.format = format;
        this.fingerprint = fingerprint;
    }

    /**
     * Looks at everything once.
     *
     * @throws IOException if the landing zone or the HEADs cannot be read
     */
    AuditReport run() throws IOException {
        List<String> folders = folders(); // before the HEADs: a table has its HEAD first and its folder afterwards
        Set<String> known = new HashSet<>();
        List<String> names = Heads.names(heads).stream().sorted().toList();
        for (String name : names) {
            audit(name, known);
        }
        for (String folder : folders) {
            if (!known.contains(folder)) {
                findings.add(new Finding(
                        null,
                        folder,
                        "this folder belongs to no table that has a HEAD",
                        "if HEAD was lost put it back, else remove the folder"));
            }
        }
        return new AuditReport(names.size(), files, rows, findings);
    }

    private void audit(String name, Set<String> known) throws IOException {
        try {
            TableSight sight = TableSight.of(name, heads, zone);
            if (sight != null) {
                known.add(sight.head().folder());
                audit(sight);
            }
        } catch (MirrorException e) {
            known.add(TableFolder.of(TableFolder.ofHead(name)).path());
            findings.add(new Finding(
                    TableFolder.ofHead(name),
                    "HEAD object " + name,
                    String.valueOf(e.getMessage()),
                    "put back its last good version, or run the release that wrote it"));
        }
    }

    /** Of a table of another configuration every file would look like a stranger's. */
    private void audit(TableSight sight) throws IOException {
        Head head = sight.head();
        String landed = head.tenure().fingerprint();
        if (!landed.equals(fingerprint)) {
            findings.add(new Finding(
                    head.table(),
                    head.folder(),
                    "it was landed with the configuration \"" + landed + "\" and this command has \"" + fingerprint
                            + "\": its files were not looked at",
                    "give this command the configuration of the mirror"));
            return;
        }
        TableAudit table = new TableAudit(sight, zone, format);
        findings.addAll(table.run());
        files += table.files();
        rows += table.rows();
    }

    /** Folders where a table could be; whatever else Fabric would look at is a finding. */
    private List<String> folders() throws IOException {
        List<String> found = new ArrayList<>();
        for (Entry entry : visible("")) {
            if (entry.folder() && entry.name().endsWith(SCHEMA_SUFFIX)) {
                for (Entry table : visible(entry.name())) {
                    String path = entry.name() + "/" + table.name();
                    if (table.folder()) {
                        found.add(path);
                    } else {
                        stray(path);
                    }
                }
            } else {
                stray(entry.name());
            }
        }
        return found;
    }

    /** Fabric ignores what begins with an underscore. */
    private List<Entry> visible(String folder) throws IOException {
        return zone.list(folder).stream()
                .filter(entry -> !entry.name().startsWith("_"))
                .sorted(Comparator.comparing(Entry::name))
                .toList();
    }

    private void stray(String path) {
        findings.add(new Finding(null, path, "this belongs to no table", Finding.STRANGER));
    }
}
