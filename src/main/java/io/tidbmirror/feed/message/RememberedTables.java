package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.FeedOptions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables that had a HEAD at the last look. Not thread safe. */
final class RememberedTables {
    private final Remembered.Tables heads;
    private final FeedOptions options;
    private List<Remembered> found = List.of();

    RememberedTables(Remembered.Tables heads, FeedOptions options) {
        this.heads = heads;
        this.options = options;
    }

    void look() throws IOException {
        found = heads.all();
    }

    List<Remembered> all() {
        return found;
    }

    boolean has(TableId table) {
        return found.stream().anyMatch(known -> known.table().equals(table));
    }

    /** What is remembered of a table; null if it is not mirrored here, or begins. */
    @Nullable
    TableHint hint(Remembered table) {
        return options.reports(table.table()) ? TableHint.parse(table.table(), table.hint()) : null;
    }

    /** The topics that some have rows in. */
    Set<String> topics(Predicate<Remembered> which) {
        return found.stream()
                .filter(which)
                .map(this::hint)
                .filter(Objects::nonNull)
                .flatMap(hint -> hint.rows().keySet().stream())
                .map(Partition::topic)
                .collect(Collectors.toSet());
    }

    /** Those that may not go on before somebody releases them. */
    List<TableId> stopped() {
        return found.stream()
                .filter(table -> table.standing() == Remembered.Standing.STOPPED && options.reports(table.table()))
                .map(Remembered::table)
                .toList();
    }

    /** Whether nothing is landed at all, or of a table that may go on: it was removed, or stopped before it began, and released. */
    boolean areToBegin() {
        return found.isEmpty() || found.stream().anyMatch(this::isToBegin);
    }

    private boolean isToBegin(Remembered table) {
        TableHint hint = hint(table);
        return table.isActive()
                && options.reports(table.table())
                && (hint == null
                        || (table.standing() == Remembered.Standing.PASSED_BY
                                && hint.rows().isEmpty()));
    }

    /** For each partition the offset from which statements are needed; those not named are needed from their beginning. */
    Map<Partition, Long> statements() {
        Map<Partition, Long> least = new TreeMap<>();
        for (Remembered table : areToBegin() ? List.<Remembered>of() : found) {
            TableHint hint = table.isActive() ? TableHint.parse(table.table(), table.hint()) : null;
            if (hint != null) {
                hint.statements().forEach((partition, offset) -> least.merge(partition, offset, Math::min));
            }
        }
        return least;
    }
}
