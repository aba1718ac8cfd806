package io.tidbmirror.batch;

import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FilePlace;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.MarkedSource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a {@link PositionedWindow}: rows as they arrive, cut at any row. */
final class PositionedReader implements WindowReader {
    private final PositionedWindow window;
    private final FileCut cut;
    private Covered covered;
    private int next;
    private final OpenRun rows = new OpenRun();
    private long rowsOfFile;
    private long toSkip;
    private @Nullable MarkedBlock pending;
    private boolean fileEnded = true;

    PositionedReader(PositionedWindow window) {
        this.window = window;
        this.cut = new FileCut(window.limits());
        this.covered = window.from();
    }

    @Override
    public boolean nextFile() throws IOException {
        if (pending == null) {
            pending = read();
        }
        cut.reset();
        fileEnded = pending == null;
        return pending != null;
    }

    @Override
    public @Nullable MarkedBlock next() throws IOException {
        if (fileEnded) {
            return null;
        }
        MarkedBlock slice = pending == null ? read() : pending;
        pending = null;
        if (slice == null) {
            fileEnded = true;
            return null;
        }
        int to = cut.firstBeyond(slice);
        if (to < slice.to()) {
            pending = new MarkedBlock(slice.block(), slice.markers(), to, slice.to());
            fileEnded = true;
        }
        if (to == slice.from()) {
            return null;
        }
        MarkedBlock part = new MarkedBlock(slice.block(), slice.markers(), slice.from(), to);
        cut.add(part);
        rowsOfFile += part.rows();
        covered = covered.with(PositionedWindow.at(window.runs().get(next), rowsOfFile));
        return part;
    }

    /** The next rows that are not landed, from this file or the next one; null at the end of the last. */
    private @Nullable MarkedBlock read() throws IOException {
        while (next < window.runs().size()) {
            MarkedSource.Cursor open = rows.cursor();
            MarkedBlock block = (open == null ? open(window.runs().get(next)) : open).next();
            if (block == null) {
                covered = covered.with(PositionedWindow.at(window.runs().get(next), FilePlace.ALL));
                close();
                next++;
            } else {
                int skipped = (int) Math.min(toSkip, block.rows());
                toSkip -= skipped;
                rowsOfFile += skipped;
                if (skipped < block.rows()) {
                    return new MarkedBlock(block.block(), block.markers(), block.from() + skipped, block.to());
                }
            }
        }
        return null;
    }

    private MarkedSource.Cursor open(Run run) throws IOException {
        rowsOfFile = 0;
        toSkip = run.landedRows();
        return rows.open(run, CommitRange.ALL, 0);
    }

    @Override
    public boolean readAhead() {
        return rows.readAhead();
    }

    @Override
    public Covered covered() {
        return covered;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
