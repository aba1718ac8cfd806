package io.tidbmirror.feed;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FilePlace;
import io.tidbmirror.change.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Positioned mode: the next window of a table is every file behind the places that are covered, of one schema version. */
final class PositionedPlanner {
    private final TableFeed feed;

    PositionedPlanner(TableFeed feed) {
        this.feed = feed;
    }

    FeedPlan plan(Covered covered) {
        for (FeedVersion version : feed.versions()) {
            if (version.step().isBase() && version.step() != FeedVersion.Step.FIRST) {
                return new FeedPlan.Stop("table " + feed.table() + " stops at " + version.cause()
                        + ": rows before it cannot stay as they are landed, and mirror.mode=positioned cannot build"
                        + " its landing folder again; use mirror.mode=resolved, or exclude the table");
            }
            List<FeedWindow.Span> spans = unread(version, covered);
            if (!spans.isEmpty() || covered.streams().isEmpty()) {
                return new FeedPlan.Go(
                        new FeedWindow(
                                feed.table(), version.schema(), covered, Covered.NOTHING, false, spans, Map.of(), null),
                        false);
            }
        }
        FeedProblem problem = feed.problem();
        if (problem != null) {
            return new FeedPlan.Stop(problem.message());
        }
        return feed.ends().isEmpty()
                ? new FeedPlan.Rest()
                : new FeedPlan.Stop("table " + feed.table() + " is gone by "
                        + feed.ends().get(0).cause() + "; table remove takes its landing folder away");
    }

    private List<FeedWindow.Span> unread(FeedVersion version, Covered covered) {
        List<FeedWindow.Span> spans = new ArrayList<>();
        for (FeedFile file : feed.files()) {
            Position position = covered.streams().get(file.stream());
            if (file.version() != version.version()) {
                continue;
            }
            if (position == null) {
                spans.add(new FeedWindow.Span(file, 0, 0, null));
            } else {
                addBehind(FilePlace.of(position), file, spans);
            }
        }
        return spans;
    }

    private static void addBehind(FilePlace place, FeedFile file, List<FeedWindow.Span> spans) {
        int order = SeriesPlace.of(file).compareTo(SeriesPlace.parse(place.file()));
        if (order > 0) {
            spans.add(new FeedWindow.Span(file, 0, 0, null));
        } else if (order == 0 && place.rows() != FilePlace.ALL) {
            spans.add(new FeedWindow.Span(file, 0, place.rows(), null));
        }
    }
}
