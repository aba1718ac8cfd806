package io.tidbmirror.feed;

import io.tidbmirror.change.Base;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FilePlace;
import io.tidbmirror.change.Position;
import io.tidbmirror.change.Projection;
import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.FeedVersion.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads rows from an export: its files one after the other, at any row a crash may interrupt it; then one step to the
 * export's TSO, above which the changefeed goes on. Until then what is covered names a place in the export, and no
 * commit-ts.
 */
final class LoadPlanner {
    private final TableId table;
    private final Dump dump;
    private final FeedVersion base;

    /**
     * A planner.
     *
     * @param base the version in whose columns the rows are landed
     */
    LoadPlanner(TableId table, Dump dump, FeedVersion base) {
        this.table = table;
        this.dump = dump;
        this.base = base;
    }

    /** Whether a table with this position is not loaded yet, or not wholly. */
    static boolean isLoading(Covered covered) {
        return covered.streams().isEmpty() || covered.streams().containsKey(Dump.STREAM);
    }

    FeedPlan plan(Covered covered, @Nullable Base wanted) {
        List<FeedWindow.Span> spans = spans();
        int next = 0;
        long landedRows = 0;
        Position position = covered.streams().get(Dump.STREAM);
        if (position != null) {
            FilePlace place = FilePlace.of(position);
            int at = indexOf(place.file(), spans);
            if (at < 0) {
                return new FeedPlan.Stop("table " + table + " is loaded in part, up to " + place.file()
                        + " (file, bytes, TSO), and the export at snapshot.location has no such file: put the export back, or "
                        + (wanted == null
                                ? "remove the table (command: table remove), release it, and it is loaded from the beginning"
                                : "build the table again (command: table rebuild)"));
            }
            next = place.rows() == FilePlace.ALL ? at + 1 : at;
            landedRows = place.rows() == FilePlace.ALL ? 0 : place.rows();
        }
        List<FeedWindow.Span> left = new ArrayList<>(spans.subList(next, spans.size()));
        if (!left.isEmpty()) {
            FeedWindow.Span first = left.get(0);
            left.set(0, new FeedWindow.Span(first.file(), 0, landedRows, first.projection()));
        }
        Covered to = left.isEmpty() ? Covered.below(dump.tso() + 1) : Covered.NOTHING;
        return new FeedPlan.Go(new FeedWindow(table, base.schema(), covered, to, false, left, Map.of(), wanted), true);
    }

    /** All files of the export whose rows are those of the base, on every way there. */
    private List<FeedWindow.Span> spans() {
        List<FeedWindow.Span> spans = new ArrayList<>();
        Map<TableId, Integer> copies = new HashMap<>();
        for (Strand strand : base.strands()) {
            FeedVersion exported = strand.versions().get(0);
            DumpTable from = exported.step() == Step.EXPORTED
                    ? dump.table(exported.schema().table())
                    : null;
            if (from != null) {
                int copy = copies.merge(from.table(), 1, Integer::sum);
                Projection projection = strand.from(exported).ofAnyFile();
                boolean identity = projection.isIdentity(exported.schema());
                for (DumpFile file : from.files()) {
                    LoadFile load = new LoadFile(file, exported.schema(), dump.tso(), copy);
                    spans.add(new FeedWindow.Span(load, 0, 0, identity ? null : projection));
                }
            }
        }
        return spans;
    }

    private static int indexOf(String place, List<FeedWindow.Span> spans) {
        for (int i = 0; i < spans.size(); i++) {
            if (spans.get(i).file().place().equals(place)) {
                return i;
            }
        }
        return -1;
    }
}
