package io.tidbmirror.wiring.status;

import io.tidbmirror.change.CommitTs;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Head;
import io.tidbmirror.land.Progress;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one table.
 *
 * @param table its name in TiDB
 * @param folder its folder, relative to the landing zone
 * @param state whether it may go on
 * @param reason why not; null while it may
 * @param generation counts rebuilds of the folder, from 1
 * @param seq number of the last file, and so of files, of this generation
 * @param covered how far it is landed
 * @param rows rows of this generation
 * @param lagSeconds age of the commit-ts that is covered; null where nothing with a commit-ts is
 */
public record TableStatus(
        TableId table,
        String folder,
        Head.Status state,
        @Nullable String reason,
        long generation,
        long seq,
        Covered covered,
        long rows,
        @Nullable Long lagSeconds) {
    private static final long MILLIS = 1_000;

    /** What a HEAD says. */
    public static TableStatus of(Head head, Clock clock) {
        Progress progress = head.progress();
        String reason = head.standing().reason();
        return new TableStatus(
                head.table(),
                head.folder(),
                head.status(),
                reason.isEmpty() ? null : reason,
                progress.generation(),
                progress.seq(),
                progress.covered(),
                progress.rows(),
                lag(progress.covered(), clock));
    }

    /** The smallest commit-ts over all streams; empty in positioned mode. 0 if nothing is covered. */
    public OptionalLong coveredTs() {
        return covered.streams().isEmpty() ? OptionalLong.of(0) : covered.commitTs();
    }

    /** How far it is landed, in words: a commit-ts, or the place in each stream. */
    public String coveredText() {
        OptionalLong commitTs = coveredTs();
        if (commitTs.isPresent()) {
            return Long.toString(commitTs.getAsLong());
        }
        return covered.streams().entrySet().stream()
                .map(stream -> (stream.getKey().isEmpty() ? "" : stream.getKey() + "=") + stream.getValue())
                .collect(Collectors.joining(" "));
    }

    private static @Nullable Long lag(Covered covered, Clock clock) {
        OptionalLong commitTs = covered.commitTs();
        return commitTs.isEmpty()
                ? null
                : Math.max(0, (clock.millis() - new CommitTs(commitTs.getAsLong()).physicalMillis()) / MILLIS);
    }
}
