package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.feed.FeedOptions;
import io.tidbmirror.feed.Statement;
import io.tidbmirror.feed.StatementCatalog;
import io.tidbmirror.feed.StatementCatalog.Definition;
import io.tidbmirror.feed.StatementCatalog.Known;
import io.tidbmirror.feed.StatementCatalog.Versions;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The versions that statements tell, parsed only when there is something new to parse. Not thread safe. */
final class ToldVersions {
    private final FeedOptions options;
    private List<Statement> statements = List.of();
    private Input last = new Input(List.of(), List.of());
    private Map<TableId, Versions> versions = Map.of();

    private record Input(List<Statement> statements, List<Known> known) {}

    ToldVersions(FeedOptions options) {
        this.options = options;
    }

    /** All statements there are now. */
    ToldVersions with(List<Statement> now) {
        statements = List.copyOf(now);
        return this;
    }

    /**
     * The versions of each table.
     *
     * @param known tables whose beginning no statement needs to tell
     */
    Map<TableId, Versions> read(List<Known> known) {
        Input input = new Input(statements, known);
        if (!input.equals(last)) {
            versions = Map.copyOf(StatementCatalog.read(statements, known, options));
            last = input;
        }
        return versions;
    }

    /** What a table is behind a version, as it was last read. */
    Definition definition(TableSchema schema) {
        Versions told = Objects.requireNonNull(versions.get(schema.table()));
        return Objects.requireNonNull(told.definitions().get(schema.version()));
    }

    /** Whether the table is mirrored here. */
    boolean isReported(TableId table) {
        return options.reports(table);
    }
}
