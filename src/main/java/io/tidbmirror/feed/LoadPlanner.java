package io.tidbmirror.feed;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FilePlace;
import io.tidbmirror.change.Position;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads a table from an export: its files one after the other, at any row a crash may interrupt it; then one step to the
 * export's TSO, above which the changefeed goes on. Until then what is covered names a place in the export, and no
 * commit-ts.
 */
final class LoadPlanner {
    private final DumpTable table;
    private final long tso;

    LoadPlanner(DumpTable table, long tso) {
        this.table = table;
        this.tso = tso;
    }

    /** Whether a table with this position is not loaded yet, or not wholly. */
    static boolean isLoading(Covered covered) {
        return covered.streams().isEmpty() || covered.streams().containsKey(Dump.STREAM);
    }

    FeedPlan plan(TableFeed feed, Covered covered) {
        TableSchema schema = schema(feed);
        if (schema == null || !table.problem().isEmpty()) {
            return new FeedPlan.Stop(unloadable(feed));
        }
        int next = 0;
        long landedRows = 0;
        Position position = covered.streams().get(Dump.STREAM);
        if (position != null) {
            FilePlace place = FilePlace.of(position);
            int at = indexOf(place.file());
            if (at < 0) {
                return new FeedPlan.Stop("table " + table.table() + " is loaded in part, up to " + place.file()
                        + ", and the export has no such file of this size any more: put the export back, or remove the"
                        + " table (command: table remove), release it, and it is loaded from the beginning");
            }
            next = place.rows() == FilePlace.ALL ? at + 1 : at;
            landedRows = place.rows() == FilePlace.ALL ? 0 : place.rows();
        }
        return new FeedPlan.Go(window(schema, covered, next, landedRows), true);
    }

    private FeedWindow window(TableSchema schema, Covered covered, int next, long landedRows) {
        TableId id = table.table();
        List<FeedWindow.Span> spans = new ArrayList<>();
        for (int i = next; i < table.files().size(); i++) {
            LoadFile file = new LoadFile(table.files().get(i), schema);
            spans.add(new FeedWindow.Span(file, 0, i == next ? landedRows : 0, null));
        }
        Covered to = spans.isEmpty() ? Covered.below(tso + 1) : Covered.NOTHING;
        return new FeedWindow(id, schema, covered, to, spans, Map.of(), null);
    }

    /** The version of the table at the TSO: the changefeed's where it tells one, else the export's. */
    private @Nullable TableSchema schema(TableFeed feed) {
        TableSchema found = null;
        for (FeedVersion version : feed.versions()) {
            if (version.version() <= tso) {
                found = version.schema();
            }
        }
        return found;
    }

    private int indexOf(String place) {
        for (int i = 0; i < table.files().size(); i++) {
            if (LoadFile.place(table.files().get(i)).equals(place)) {
                return i;
            }
        }
        return -1;
    }

    private String unloadable(TableFeed feed) {
        FeedProblem problem = feed.problem();
        String reason = !table.problem().isEmpty()
                ? table.problem()
                : problem != null ? problem.message() : "the export has no file " + table.table() + "-schema.sql";
        return "table " + table.table() + " cannot be loaded from the export: " + reason;
    }
}
