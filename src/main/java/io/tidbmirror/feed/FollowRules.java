package io.tidbmirror.feed;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TableId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a follower hands out windows.
 *
 * @param positioned whether positions stand in for commit timestamps
 * @param once whether everything below the first checkpoint read is handed out at once, and nothing above it
 * @param due tells whether rows that wait should land now
 * @param idlePause how long an idle table's position may stay behind the checkpoint
 * @param rebuild what happens where rows that are landed cannot stay as they are
 */
public record FollowRules(boolean positioned, boolean once, DueRule due, Duration idlePause, RebuildRules rebuild) {
    /**
     * A place in a file cannot be told from a commit-ts, nor the other way round.
     *
     * @throws FatalException if the table is landed in another mode so far
     */
    void requireMode(TableId table, Covered covered) {
        boolean resolved = covered.commitTs().isPresent();
        if (!covered.streams().isEmpty() && resolved == positioned) {
            String mode = resolved ? "resolved" : "positioned";
            throw FatalException.configuration("table " + table + " is landed with mirror.mode=" + mode
                    + " so far and cannot go on in another: set mirror.mode=" + mode
                    + ", or land into a new landing zone with a new landing.state");
        }
    }

    /** A table goes on in the mode in which it is landed, or with the export from which it is loaded. */
    void requireSource(TableId table, Landed landed, @Nullable Dump dump) {
        if (!landed.covered().streams().containsKey(Dump.STREAM)) {
            requireMode(table, landed.covered());
        } else if (!landed.building() && dump == null) {
            throw FatalException.configuration("table " + table + " is loaded in part from an export: set"
                    + " snapshot.location to the export until it is loaded");
        }
    }

    /** Tells whether rows that wait should land now. */
    @FunctionalInterface
    public interface DueRule {
        /**
         * Decides.
         *
         * @param bytes bytes of files that wait, as far as known
         * @param age time since the first of them was seen
         */
        boolean isDue(long bytes, Duration age);
    }
}
