package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.StatementCatalog.Known;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table that this instance lands: taken, and known to have all of its rows from what is covered on in the backlog. */
final class Attached {
    private final TableId table;
    private final SortedMap<Partition, Long> tenures;
    private long version;
    private SortedMap<Partition, Long> settled;
    private SortedMap<Partition, Long> statements;
    private final Map<String, String> topics;
    private @Nullable Known known;

    /**
     * A table.
     *
     * @param hint what HEAD remembers
     * @param version positioned mode: of the rows that were landed last, -1 for none
     * @param known its columns, if they need not be told by statements
     * @param tenures of the partitions where its rows are; none as long as none was seen
     */
    Attached(TableId table, TableHint hint, long version, @Nullable Known known, Map<Partition, Long> tenures) {
        this.table = table;
        this.version = version;
        this.settled = hint.rows();
        this.statements = hint.statements();
        this.topics = hint.topics();
        this.known = known;
        this.tenures = new TreeMap<>(tenures);
    }

    TableId table() {
        return table;
    }

    long version() {
        return version;
    }

    /** Where its rows are. */
    Set<Partition> partitions() {
        return tenures.keySet();
    }

    SortedMap<Partition, Long> tenures() {
        return tenures;
    }

    /** Whether its partitions are still read as when it was taken. */
    boolean isCurrent(BacklogView view) {
        return tenures.entrySet().stream().allMatch(place -> {
            BacklogView.Read read = view.partitions().get(place.getKey());
            return read != null && read.tenure() == place.getValue();
        });
    }

    /** In each partition the offset below which its rows are landed. */
    SortedMap<Partition, Long> settled() {
        return settled;
    }

    SortedMap<Partition, Long> statements() {
        return statements;
    }

    /** Ids of the topics it is read from, see {@link TableHint#topics}. */
    Map<String, String> topics() {
        return topics;
    }

    @Nullable
    Known known() {
        return known;
    }

    void know(Known definition) {
        known = definition;
    }

    /** What HEAD remembers now. */
    void landed(TableHint hint, long newest) {
        version = newest;
        settled = hint.rows();
        statements = hint.statements();
    }
}
