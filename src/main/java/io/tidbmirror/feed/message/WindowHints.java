package io.tidbmirror.feed.message;

import io.tidbmirror.feed.FeedFile;
import io.tidbmirror.feed.FeedWindow;
import io.tidbmirror.feed.StatementCatalog;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What HEAD is to remember of a table once a window is landed. Not thread safe. */
final class WindowHints {
    private final Backlog backlog;
    private final Statements statements;
    private final ToldVersions versions;
    private final Attachments tables;

    WindowHints(Backlog backlog, Statements statements, ToldVersions versions, Attachments tables) {
        this.backlog = backlog;
        this.statements = statements;
        this.versions = versions;
        this.tables = tables;
    }

    /** The window with its hint. */
    FeedWindow prepared(Attached table, FeedWindow window) {
        long version = window.schema().version();
        long to = window.to().commitTs().orElse(version + 2); // positioned: statements up to the version are known
        SortedMap<Partition, Long> rows =
                window.to().commitTs().isPresent() ? landedBelow(table, to) : landedWith(table, window);
        SortedMap<Partition, Long> known = tables.areWhole() ? statements.offsetsFor(to - 1) : table.statements();
        TableHint hint = new TableHint(
                rows,
                known,
                new StatementCatalog.Known(
                        window.table(), version, Math.max(version, to - 2), versions.definition(window.schema())),
                idsOfTopics(table, rows, known));
        return window.ofMessages(hint.words());
    }

    private static Map<String, String> idsOfTopics(
            Attached table, SortedMap<Partition, Long> rows, SortedMap<Partition, Long> statements) {
        Map<String, String> ids = new HashMap<>(table.topics());
        ids.keySet()
                .retainAll(Stream.concat(rows.keySet().stream(), statements.keySet().stream())
                        .map(Partition::topic)
                        .toList());
        return ids;
    }

    /** For each partition of a table the offset below which no row is at or above a commit-ts. */
    private SortedMap<Partition, Long> landedBelow(Attached table, long to) {
        SortedMap<Partition, Long> offsets = new TreeMap<>();
        table.tenures().forEach((partition, tenure) -> {
            long offset = backlog.oldestOffset(partition, tenure, table.table(), to);
            offsets.put(partition, offset < 0 ? table.settled().getOrDefault(partition, 0L) : offset);
        });
        return offsets;
    }

    /** Positioned mode: rows land in the order of their offsets, so everything up to the last one is landed. */
    private static SortedMap<Partition, Long> landedWith(Attached table, FeedWindow window) {
        SortedMap<Partition, Long> offsets = new TreeMap<>(table.settled());
        for (FeedWindow.Span span : window.spans()) {
            if (span.file() instanceof FeedFile file) {
                offsets.merge(Partition.parse(file.series().dispatcher()), Segment.next(file), Math::max);
            }
        }
        return offsets;
    }

    /** HEAD remembers the hint of the window now: lets go what it covers. */
    void landed(Attached table, FeedWindow window, TableHint hint) {
        table.landed(hint, window.schema().version());
        for (Partition partition : table.partitions()) {
            window.to().commitTs().ifPresent(to -> backlog.landed(partition, window.table(), to));
            if (window.to().commitTs().isEmpty()) {
                backlog.landedBefore(partition, window.table(), hint.rows().getOrDefault(partition, 0L));
            }
        }
    }
}
