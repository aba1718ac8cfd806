package io.tidbmirror.feed;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TableId;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Dumpling export: what tables held at a TSO. They are loaded from it, and go on from the changefeed above the TSO.
 *
 * @param tso every row with a commit-ts up to it is in the export, none above it
 * @param tables its tables in name order
 * @param feedStart from where on the changefeed is known to be complete, if the user says so
 */
public record Dump(long tso, SortedMap<TableId, DumpTable> tables, OptionalLong feedStart) {
    /** The stream whose position tells how far a table is loaded. */
    static final String STREAM = "snapshot";

    public Dump {
        tables = new TreeMap<>(tables);
    }

    @Nullable
    DumpTable table(TableId table) {
        return tables.get(table);
    }

    /**
     * Refuses a changefeed that may have begun above the TSO. Versions are never below the start-ts of their changefeed
     * (ticdc-storage.md section 4.5), so one at or below the TSO proves that it began there.
     *
     * @param oldestVersion of all schema files, empty if there are none yet
     */
    void requireNoGap(OptionalLong oldestVersion) {
        boolean proven = (oldestVersion.isPresent() && oldestVersion.getAsLong() <= tso)
                || (feedStart.isPresent() && feedStart.getAsLong() <= tso);
        if (!proven && oldestVersion.isPresent()) {
            throw FatalException.configuration("the changefeed's oldest version is " + oldestVersion.getAsLong()
                    + ", above the export's TSO " + tso
                    + ": changes in between may be missing. Create the changefeed with"
                    + " --start-ts=" + tso + ", or, if its start-ts is not above the TSO, set feed.start-ts to it");
        }
    }
}
