package io.tidbmirror.endtoend;

import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.endtoend.LandedTables.Standing;
import io.tidbmirror.model.TableState;
import io.tidbmirror.oracle.LandedTable;
import io.tidbmirror.oracle.StateOracle;
import io.tidbmirror.oracle.ZeroDates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Judges a landing zone at one cut of the history: every table that TiDB has there is landed up to the cut, no other is, and
 * a quarantined one stands at a correct cut before.
 */
final class CutJudge {

    /** Something that is not as TiDB has it. A quarantine is one too: whether it may be is not for the judge to say. */
    record Finding(Name table, String text) {}

    private final LandedTables landed;
    private final LongFunction<Map<Name, TableState>> below;
    private final LongFunction<Map<Name, TableState>> before;
    private final Predicate<Name> selected;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * A judge.
     *
     * @param below the tables of TiDB with everything below a commit-ts
     * @param before those with the rows up to the commit-ts of a DDL that is not yet executed
     * @param selected tables that are mirrored
     */
    CutJudge(
            LandedTables landed,
            LongFunction<Map<Name, TableState>> below,
            LongFunction<Map<Name, TableState>> before,
            Predicate<Name> selected) {
        this.landed = landed;
        this.below = below;
        this.before = before;
        this.selected = selected;
    }

    List<Finding> judge(long cut) throws IOException {
        findings.clear();
        Map<Name, TableState> wanted = new TreeMap<>(below.apply(cut));
        wanted.keySet().removeIf(selected.negate());
        Set<String> folders = new HashSet<>();
        for (Standing standing : landed.standings()) {
            judge(standing, wanted.remove(standing.table()), cut);
            folders.add(standing.folder());
        }
        wanted.keySet().forEach(name -> find(name, "is not landed at all"));
        for (String folder : landed.folders()) {
            if (!folders.contains(folder)) {
                find(new Name("folder", folder), "belongs to no table");
            }
        }
        return List.copyOf(findings);
    }

    private void judge(Standing standing, TableState wanted, long cut) throws IOException {
        Name name = standing.table();
        LandedTable files = landed.read(standing.folder());
        switch (standing.state()) {
            case "ACTIVE" -> judgeActive(standing, files, wanted, cut);
            case "QUARANTINED" -> {
                find(name, "QUARANTINED: " + standing.reason());
                judgeStopped(standing, files);
            }
            case "DROPPED" -> {
                expect(wanted == null, name, "DROPPED, and TiDB has the table");
                expect(files == null, name, "DROPPED, and the folder is there");
            }
            default -> find(name, standing.state() + ": " + standing.reason());
        }
    }

    private void judgeActive(Standing standing, LandedTable files, TableState wanted, long cut) {
        Name name = standing.table();
        if (wanted == null) {
            find(name, "is there and TiDB has no such table");
        } else if (files == null) {
            find(name, "has no folder");
        } else {
            expect(standing.covered() == cut, name, "is covered up to " + standing.covered());
            StateOracle.differences(files, wanted, ZeroDates.TEXT).forEach(d -> find(name, d));
        }
    }

    /** The files are right for what is covered; a statement right below that may or may not have been executed. */
    private void judgeStopped(Standing standing, LandedTable files) {
        long covered = standing.covered();
        if (files == null || (covered == 0 && files.files().isEmpty())) {
            return;
        }
        List<String> differences = new ArrayList<>();
        for (Map<Name, TableState> state : List.of(below.apply(covered), before.apply(covered - 1))) {
            TableState candidate = state.get(standing.table());
            List<String> found = candidate == null
                    ? List.of("TiDB has no such table")
                    : StateOracle.differences(files, candidate, ZeroDates.TEXT);
            if (found.isEmpty()) {
                return;
            }
            differences.addAll(found);
        }
        differences.forEach(d -> find(standing.table(), "stopped at " + covered + ": " + d));
    }

    private void expect(boolean holds, Name table, String text) {
        if (!holds) {
            find(table, text);
        }
    }

    private void find(Name table, String text) {
        findings.add(new Finding(table, text));
    }
}
