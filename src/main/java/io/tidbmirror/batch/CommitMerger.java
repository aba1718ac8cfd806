package io.tidbmirror.batch;

import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.Marker;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Merges runs into landing order: ascending commit-ts, deletes before upserts within a commit, exact duplicates dropped.
 *
 * <p>Where one run is alone, its blocks pass through uncopied. A commit that several runs share, or whose deletes do not come
 * first, is held and put in order; one too large to hold is read twice.
 */
final class CommitMerger implements Closeable {
    /** Runs that keep their file open while they wait; the others are opened again when their turn comes. */
    private static final int OPEN_RUNS = 16;

    private final PriorityQueue<RunCursor> waiting =
            new PriorityQueue<>(Comparator.comparingLong(RunCursor::headTs).thenComparingInt(RunCursor::order));
    private final List<RunCursor> all = new ArrayList<>();
    private final Queue<MarkedBlock> ready = new ArrayDeque<>(2);
    private final HeldCommit held;
    private final long holdLimit;
    private final TreeSet<Long> together;
    private @Nullable RunCursor streaming;
    private volatile @Nullable RunCursor lastStreamed;
    private @Nullable LargeCommit large;
    private long lastTs = Long.MIN_VALUE;
    private boolean upsertSeen;

    /** Opens the runs; those that have rows in the range wait at their first one. */
    CommitMerger(List<Run> runs, CommitRange range, Merge merge) throws IOException {
        held = new HeldCommit(merge.schema());
        holdLimit = merge.holdLimit();
        together = merge.together();
        boolean opened = false;
        try {
            for (Run run : runs) {
                add(new RunCursor(run, all.size(), range));
            }
            opened = true;
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    private void add(RunCursor run) throws IOException {
        all.add(run);
        run.open();
        requeue(run);
        if (all.size() > OPEN_RUNS) {
            run.suspend();
        }
    }

    /**
     * What a merger needs to know besides its runs.
     *
     * @param schema schema of all rows
     * @param holdLimit bytes of a commit that may be held
     * @param together commits that need holding; grows as they are found, so that a restart knows them
     */
    @SuppressWarnings("NonApiType")
    record Merge(TableSchema schema, long holdLimit, TreeSet<Long> together) {}

    /** The runs in window order. */
    List<RunCursor> runs() {
        return all;
    }

    /** The next rows in landing order, valid until the next call; null at the end. */
    @Nullable
    MarkedBlock next() throws IOException {
        while (true) {
            MarkedBlock slice = ready.poll();
            if (slice == null) {
                slice = nextOfLarge();
            }
            if (slice != null) {
                return slice;
            }
            putStreamingBack();
            RunCursor run = waiting.poll();
            if (run == null) {
                return null;
            }
            long limit = limit(run);
            if (run.headTs() < limit) {
                slice = stream(run, limit);
                if (slice.rows() > 0) {
                    return slice;
                }
            } else {
                waiting.add(run);
                hold(run.headTs());
            }
        }
    }

    /** See {@link io.tidbmirror.change.ChangeCursor#readAhead()}. */
    boolean readAhead() {
        RunCursor run = lastStreamed;
        return run != null && run.readAhead();
    }

    private @Nullable MarkedBlock nextOfLarge() throws IOException {
        LargeCommit commit = large;
        if (commit == null) {
            return null;
        }
        MarkedBlock slice = commit.next();
        if (slice == null) {
            commit.runs().forEach(this::requeue);
            large = null;
        }
        return slice;
    }

    private void putStreamingBack() throws IOException {
        RunCursor run = streaming;
        streaming = null;
        if (run != null) {
            run.refill();
            requeue(run);
        }
    }

    private void requeue(RunCursor run) {
        if (run.headTs() != RunCursor.END) {
            waiting.add(run);
        }
    }

    /** The first commit-ts at which this run is not alone or a commit has to be held. */
    private long limit(RunCursor run) {
        RunCursor other = waiting.peek();
        Long hold = together.ceiling(run.headTs());
        long limit = other == null ? RunCursor.END : other.headTs();
        return hold == null ? limit : Math.min(limit, hold);
    }

    private MarkedBlock stream(RunCursor run, long limit) throws IOException {
        MarkedBlock slice = run.takeBelow(limit);
        streaming = run;
        lastStreamed = run;
        long entryTs = lastTs;
        boolean entryUpsert = upsertSeen;
        int disorder = firstDisorder(slice);
        if (disorder < 0) {
            return slice;
        }
        long[] commitTs = slice.block().commitTs();
        long commit = commitTs[disorder];
        together.add(commit);
        if (commit == entryTs && entryUpsert) {
            throw new RestartFileException("commit " + commit + " in "
                    + run.run().source().name() + " has a delete behind an upsert that was handed out already");
        }
        int first = disorder;
        while (first > slice.from() && commitTs[first - 1] == commit) {
            first--;
        }
        run.putBack(first);
        lastTs = entryTs;
        upsertSeen = entryUpsert;
        return new MarkedBlock(slice.block(), slice.markers(), slice.from(), first);
    }

    /** Index of the first delete behind an upsert of its commit, or -1. Runs over every row that passes through. */
    private int firstDisorder(MarkedBlock slice) {
        long[] commitTs = slice.block().commitTs();
        byte[] markers = slice.markers();
        long commit = lastTs;
        boolean upsert = upsertSeen;
        int disorder = -1;
        for (int row = slice.from(); row < slice.to(); row++) {
            if (commitTs[row] != commit) {
                commit = commitTs[row];
                upsert = false;
            }
            if (markers[row] != Marker.DELETE) {
                upsert = true;
            } else if (upsert) {
                disorder = row;
                break;
            }
        }
        lastTs = commit;
        upsertSeen = upsert;
        return disorder;
    }

    private void hold(long commitTs) throws IOException {
        List<RunCursor> sharing = new ArrayList<>();
        for (RunCursor run = waiting.peek(); run != null && run.headTs() == commitTs; run = waiting.peek()) {
            sharing.add(run);
            waiting.poll();
        }
        long[] offsets = sharing.stream().mapToLong(RunCursor::offset).toArray();
        held.clear();
        for (RunCursor run : sharing) {
            if (!holdRun(run, commitTs, sharing.size() > 1)) {
                held.clear();
                large = new LargeCommit(commitTs, sharing, offsets);
                return;
            }
        }
        ready.addAll(held.slices());
        sharing.forEach(this::requeue);
    }

    /** Copies a run's rows of a commit; false if they are too many. */
    private boolean holdRun(RunCursor run, long commitTs, boolean dropDuplicates) throws IOException {
        while (run.headTs() == commitTs) {
            held.add(run.takeBelow(commitTs + 1), dropDuplicates);
            if (held.heldBytes() > holdLimit) {
                return false;
            }
            run.refill();
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        LargeCommit commit = large;
        large = null;
        if (commit != null) {
            commit.close();
        }
        for (RunCursor run : all) {
            run.close();
        }
    }
}
