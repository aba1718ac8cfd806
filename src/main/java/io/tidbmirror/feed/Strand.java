package io.tidbmirror.feed;

import io.tidbmirror.change.Projection;
import java.util.ArrayList;
import java.util.List;

/**
 * One way on which rows become those of a version.
 *
 * @param versions ascending; the last one is the version
 * @param steps how rows of each version become rows of the next
 */
record Strand(List<FeedVersion> versions, List<Projection> steps) {
    Strand {
        versions = List.copyOf(versions);
        steps = List.copyOf(steps);
    }

    static Strand of(FeedVersion first) {
        return new Strand(List.of(first), List.of());
    }

    Strand with(FeedVersion next, Projection step) {
        List<FeedVersion> longer = new ArrayList<>(versions);
        longer.add(next);
        List<Projection> more = new ArrayList<>(steps);
        more.add(step);
        return new Strand(longer, more);
    }

    FeedVersion last() {
        return versions.get(versions.size() - 1);
    }

    /** How rows of one of its versions become rows of the last. */
    Projection from(FeedVersion version) {
        Projection all = Projection.identity(version.schema());
        for (int i = versions.indexOf(version); i < steps.size(); i++) {
            all = all.then(steps.get(i));
        }
        return all;
    }

    /** Index of the newest version whose rows may begin at a position. */
    int at(long position) {
        int current = 0;
        for (int i = 1; i < versions.size() && versions.get(i).version() < position; i++) {
            current = i;
        }
        return current;
    }

    /** Where rows of a version end: at the next one; those of the last have no end here. */
    long endOf(int index) {
        return index + 1 < versions.size() ? versions.get(index + 1).version() : last().version();
    }

    /** Whether no row behind that end is in a file of the version or of one before it. */
    boolean isClosed(int index) {
        return index + 1 < versions.size() && versions.get(index + 1).hasOwnFolders();
    }
}
