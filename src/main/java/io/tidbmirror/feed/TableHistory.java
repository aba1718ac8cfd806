package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table's name while the schema files are read in the order of their versions: every table that had the name. */
final class TableHistory {
    private final TableId table;
    private final List<SchemaFile> files = new ArrayList<>();
    private final List<FeedVersion> versions = new ArrayList<>();
    private final List<TableEnd> ends = new ArrayList<>();
    private final List<FeedProblem> problems = new ArrayList<>();
    private Knowledge knowledge = Knowledge.NONE;
    private @Nullable FeedVersion current;
    private @Nullable FeedProblem problem;
    private long since = -1;
    private boolean live;
    private boolean narrowed;
    private final Map<Long, Knowledge> knowledges = new HashMap<>();
    private final Set<Long> narrow = new HashSet<>();

    TableHistory(TableId table) {
        this.table = table;
    }

    /**
     * Whatever happened up to a commit-ts is in what is known of the table already.
     *
     * @param dropped whether landed files have columns that it has not any more
     */
    void beginAfter(long commitTs, boolean dropped) {
        since = commitTs;
        if (dropped && current != null) {
            narrowed = true;
            narrow.add(current.version());
        }
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

    /** Where a table of this name ended. */
    List<TableEnd> ends() {
        return ends;
    }

    /** Where what is known of the name breaks off, until a version after it begins again. */
    List<FeedProblem> problems() {
        return problems;
    }

    /** The newest version and those before it with the same columns, to which rows may still be written. */
    List<Long> openVersions() {
        int first = versions.size() - 1;
        while (first > 0 && !versions.get(first).hasOwnFolders()) {
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

    /** Whether a table of this name exists after what was read so far. */
    boolean isLive() {
        return live;
    }

    /** The newest version of the table that has the name; null if there is none, or it is not known. */
    @Nullable
    FeedVersion current() {
        return current;
    }

    /** The problem of the table that has the name now. */
    @Nullable
    FeedProblem problem() {
        return problem;
    }

    /** Whether a column was dropped without building the folder again. */
    boolean isNarrowed() {
        return narrowed;
    }

    /** Whether landed files had columns behind a version that it has not any more. */
    boolean wasNarrowed(FeedVersion version) {
        return narrow.contains(version.version());
    }

    /** What was known behind a version. */
    Knowledge knowledge(FeedVersion version) {
        return knowledges.getOrDefault(version.version(), Knowledge.NONE);
    }

    void learn(Knowledge later) {
        knowledge = later;
        live = true;
    }

    /** Forgets all that was known before: the table is what an export says it is. */
    void beginAgain(List<FeedVersion> since, Knowledge known) {
        versions.clear();
        versions.addAll(since);
        ends.clear();
        problems.clear();
        problem = null;
        narrowed = false;
        current = since.isEmpty() ? null : since.get(since.size() - 1);
        learn(known);
    }

    /** The table that has the name goes, be it one that the changefeed has not told of before. */
    void end(long version, String cause) {
        if (isPast(version)) {
            return;
        }
        if (live || versions.isEmpty()) {
            ends.add(new TableEnd(version, cause));
        }
        live = false;
        current = null;
        problem = null;
        narrowed = false;
    }

    /** A version; one that begins again makes up for a problem before it. */
    void add(FeedVersion version) {
        if (version.step().isBase()) {
            narrowed = false;
            problem = null;
        } else {
            narrowed |= version.step() == FeedVersion.Step.NARROWED;
        }
        if (narrowed) {
            narrow.add(version.version());
        }
        knowledges.put(version.version(), knowledge);
        versions.add(version);
        current = version;
        live = true;
    }

    /** Ends what is known of the table: its versions from this one on are dropped. */
    void stop(FeedProblem at) {
        FeedProblem known = problem;
        if (isPast(at.version())) {
            return;
        }
        if (known == null || at.version() < known.version()) {
            problem = at;
            problems.add(at);
            versions.removeIf(version -> version.version() >= at.version());
            current = null;
        }
    }
}
