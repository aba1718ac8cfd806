package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.StatementCatalog.Known;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A table that this instance lands: taken, and known to have all of its rows from what is covered on in the backlog. */
final class Attached {
    private final TableId table;
    private @Nullable Partition partition;
    private long tenure;
    private long settled;
    private SortedMap<Partition, Long> statements;
    private @Nullable Known known;

    Attached(TableId table, TableHint hint) {
        this.table = table;
        this.statements = hint.statements();
        this.known = hint.known();
        this.settled = hint.offset();
    }

    TableId table() {
        return table;
    }

    /** Where its rows are; null as long as none was seen. */
    @Nullable
    Partition partition() {
        return partition;
    }

    long tenure() {
        return tenure;
    }

    void place(Partition found, long during) {
        partition = found;
        tenure = during;
    }

    /** Rows below this offset are landed; -1 if none was seen. */
    long settled() {
        return settled;
    }

    SortedMap<Partition, Long> statements() {
        return statements;
    }

    @Nullable
    Known known() {
        return known;
    }

    void know(Known definition) {
        known = definition;
    }

    /** What HEAD remembers now. */
    void landed(TableHint hint) {
        settled = hint.offset();
        statements = hint.statements();
    }
}
