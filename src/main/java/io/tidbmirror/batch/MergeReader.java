package io.tidbmirror.batch;

import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.Covered;
import io.tidbmirror.mark.MarkedBlock;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a {@link MergedWindow}; begins a landing file again where the merger asks for it. */
final class MergeReader implements WindowReader {
    private final MergedWindow window;
    private final CommitMerger.Merge merge;
    private final FileCut cut;
    private volatile CommitMerger merger;
    private @Nullable MarkedBlock pending;
    private long fileFrom;
    private long coveredTs;
    private long lastTs;
    private Map<String, Long> resume = Map.of();
    private boolean restart;
    private boolean fileEnded = true;

    MergeReader(MergedWindow window) throws IOException {
        this.window = window;
        this.merge = new CommitMerger.Merge(window.schema(), window.holdLimit(), new TreeSet<>());
        this.cut = new FileCut(window.limits());
        this.coveredTs = window.range().from();
        this.merger = new CommitMerger(window.runs(), window.range(), merge);
    }

    @Override
    public boolean nextFile() throws IOException {
        if (restart) {
            beginFileAgain();
        } else {
            fileFrom = coveredTs;
        }
        if (pending == null) {
            pending = merger.next(); // of a new merger: it has handed out nothing that could prove wrong
            if (pending == null) {
                endWindow();
            }
        }
        cut.reset();
        fileEnded = pending == null;
        return pending != null;
    }

    private void beginFileAgain() throws IOException {
        merger.close();
        restart = false;
        merger = new CommitMerger(
                window.runs(), new CommitRange(fileFrom, window.range().to()), merge);
    }

    @Override
    public @Nullable MarkedBlock next() throws IOException {
        if (fileEnded) {
            return null;
        }
        MarkedBlock slice = pending;
        pending = null;
        if (slice == null) {
            slice = fetchNext();
        }
        if (slice == null) {
            endWindow();
            return null;
        }
        int to = boundary(slice, cut.firstBeyond(slice));
        if (to < slice.to()) {
            pending = new MarkedBlock(slice.block(), slice.markers(), to, slice.to());
            fileEnded = true;
        }
        MarkedBlock part = new MarkedBlock(slice.block(), slice.markers(), slice.from(), to);
        if (part.rows() > 0) {
            cut.add(part);
            lastTs = slice.block().commitTs()[to - 1];
        }
        coveredTs = lastTs + 1;
        return part.rows() > 0 ? part : null;
    }

    private @Nullable MarkedBlock fetchNext() throws IOException {
        try {
            return merger.next();
        } catch (RestartFileException disorder) {
            restart = true;
            fileEnded = true;
            throw disorder;
        }
    }

    /** The first row from {@code index} on that begins a commit. */
    private int boundary(MarkedBlock slice, int index) {
        long[] commitTs = slice.block().commitTs();
        int to = index;
        long commit = to == slice.from() ? lastTs : commitTs[to - 1];
        while (to < slice.to() && commitTs[to] == commit) {
            to++;
        }
        return to;
    }

    private void endWindow() {
        fileEnded = true;
        coveredTs = window.range().to();
        Map<String, Long> offsets = new HashMap<>();
        for (RunCursor run : merger.runs()) {
            offsets.put(run.run().source().name(), run.resume());
        }
        window.requireNothingLeft(offsets);
        resume = Map.copyOf(offsets);
    }

    @Override
    public Map<String, Long> resume() {
        return resume;
    }

    @Override
    public boolean readAhead() {
        return merger.readAhead();
    }

    @Override
    public Covered covered() {
        return Covered.below(coveredTs);
    }

    @Override
    public void close() throws IOException {
        merger.close();
    }
}
