package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table while its schema files are read in the order of their versions. */
final class TableHistory {
    private final TableId table;
    private final List<SchemaFile> files = new ArrayList<>();
    private final List<FeedVersion> versions = new ArrayList<>();
    private Knowledge knowledge = Knowledge.NONE;
    private boolean live;
    private @Nullable FeedProblem problem;
    private long since = -1;

    TableHistory(TableId table) {
        this.table = table;
    }

    /** Whatever happened up to a commit-ts is in what is known of the table already. */
    void beginAfter(long commitTs) {
        since = commitTs;
    }

    boolean isPast(long version) {
        return version <= since;
    }

    TableId table() {
        return table;
    }

    /** Every schema file of the table so far, in the order of their versions, whether it could be used or not. */
    List<SchemaFile> files() {
        return files;
    }

    void saw(SchemaFile file) {
        files.add(file);
    }

    List<FeedVersion> versions() {
        return versions;
    }

    /** The newest version and those before it with the same columns, to which rows may still be written. */
    List<Long> openVersions() {
        int first = versions.size() - 1;
        while (first > 0 && versions.get(first).step() == FeedVersion.Step.SAME) {
            first--;
        }
        return versions.stream()
                .skip(Math.max(0, first))
                .map(FeedVersion::version)
                .toList();
    }

    Knowledge knowledge() {
        return knowledge;
    }

    /** Whether the table exists after what was read so far. */
    boolean isLive() {
        return live;
    }

    @Nullable
    FeedProblem problem() {
        return problem;
    }

    @Nullable
    TableSchema lastSchema() {
        return versions.isEmpty() ? null : versions.get(versions.size() - 1).schema();
    }

    void learn(Knowledge later) {
        knowledge = later;
        live = true;
    }

    void end(long version) {
        live &= isPast(version);
    }

    /** Forgets all that was known before: the table is what an export says it is. */
    void beginAgain(List<FeedVersion> since, Knowledge known) {
        versions.clear();
        versions.addAll(since);
        knowledge = known;
        live = true;
        problem = null;
    }

    void add(FeedVersion version) {
        if (problem == null) {
            versions.add(version);
        }
    }

    /** Ends what can be landed: versions from this one on are dropped. */
    void stop(FeedProblem at) {
        FeedProblem known = problem;
        if (isPast(at.version())) {
            return;
        }
        if (known == null || at.version() < known.version()) {
            problem = at;
            versions.removeIf(version -> version.version() >= at.version());
        }
    }
}
