package io.tidbmirror.feed.message;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The rows of one table in one partition that are read and not landed, gathered in runs. Guarded by the backlog. */
final class TableLog {
    private static final int RUN_BYTES = 4 << 20;
    private static final int LEAST_SPILL_BYTES = 64 << 10;

    private final TableId table;
    private final Partition partition;
    private final long tenure;
    private final Holding holding;
    private final byte[] terminator;
    private final Runs runs;
    private final List<GrowingRun> open = new ArrayList<>();
    private final List<Segment> sealed = new ArrayList<>();
    private long numbers;
    private byte @Nullable [] sample;
    private long sampleTs = Long.MAX_VALUE;
    private final List<Defect> defects = new ArrayList<>();

    TableLog(TableId table, Partition partition, long tenure, Holding holding, byte[] terminator, Runs runs) {
        this.table = table;
        this.partition = partition;
        this.tenure = tenure;
        this.holding = holding;
        this.terminator = terminator;
        this.runs = runs;
    }

    TableId table() {
        return table;
    }

    /** A row is missing, because its message does not hold all of it. */
    void miss(Defect defect) {
        defects.add(defect);
    }

    void add(Envelope row, long offset, byte[] message) throws IOException {
        GrowingRun run = runs.of(row, message, open);
        if (run == null) {
            if (open.size() == runs.most()) {
                seal(open.get(0));
            }
            run = new GrowingRun(row.commitTs(), offset);
            open.add(run);
        }
        holding.count(run.add(row, offset, message, terminator));
        if (row.commitTs() < sampleTs && !row.word().equals("DELETE")) {
            sample = message;
            sampleTs = row.commitTs();
        }
        if (run.size() >= RUN_BYTES || (holding.isFull() && run.size() >= LEAST_SPILL_BYTES)) {
            seal(run);
        }
    }

    private void seal(GrowingRun run) throws IOException {
        String name = partition + "@" + run.firstOffset() + "-" + run.lastOffset() + "." + numbers;
        Holding.Bytes bytes = holding.keep(run.toBytes());
        open.remove(run);
        sealed.add(new Segment(
                name, tenure, numbers++, run.firstTs(), run.lastTs(), run.firstOffset(), run.lastOffset(), bytes));
    }

    /** What is held below a commit-ts, and perhaps more, as files that do not change any more. */
    private List<Segment> segments(long below) throws IOException {
        for (GrowingRun run : List.copyOf(open)) {
            if (run.firstTs() < below) {
                seal(run);
            }
        }
        return sealed.stream().filter(segment -> segment.firstTs() < below).toList();
    }

    /** Lets go what is wholly below a commit-ts. */
    void landed(long below) throws IOException {
        defects.removeIf(defect -> defect.problem().version() + 1 < below);
        for (Segment segment : List.copyOf(sealed)) {
            if (segment.lastTs() < below) {
                segment.bytes().release();
                sealed.remove(segment);
            }
        }
    }

    /** Positioned mode: lets go what stands before an offset. */
    void landedBefore(long offset) throws IOException {
        for (Segment segment : List.copyOf(sealed)) {
            if (segment.lastOffset() < offset) {
                segment.bytes().release();
                sealed.remove(segment);
            }
        }
    }

    void release() throws IOException {
        landed(Long.MAX_VALUE);
        open.forEach(run -> holding.count(-run.size()));
        open.clear();
    }

    /** No row at or above a commit-ts that is held has a smaller offset; {@code next} if there is none. */
    long oldestOffset(long from, long next) {
        LongStream offsets = LongStream.concat(
                sealed.stream().filter(segment -> segment.lastTs() >= from).mapToLong(Segment::firstOffset),
                open.stream().filter(run -> run.lastTs() >= from).mapToLong(GrowingRun::firstOffset));
        LongStream missing = defects.stream()
                .filter(defect -> defect.problem().version() + 1 >= from)
                .mapToLong(Defect::offset);
        return LongStream.concat(offsets, missing).min().orElse(next);
    }

    /**
     * What is held at this moment.
     *
     * @param below rows at or above it may be left out
     * @param next the offset behind everything that was read of the partition
     */
    BacklogView.Rows view(long below, long next) throws IOException {
        return new BacklogView.Rows(
                partition, segments(below), sampleTs, sample, oldestOffset(0, next), List.copyOf(defects));
    }
}
