package io.tidbmirror.batch;

import static io.tidbmirror.change.Operation.DELETE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.batch.MemorySource.Row;
import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.Operation;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.MarkedSource;
import io.tidbmirror.mark.Marker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Windows over files in memory, and what is read of them. */
abstract class MergedWindows {
    static final long NO_LIMIT = Long.MAX_VALUE;

    /** The same row in each commit: where commits are told apart by their rows only, it is lost. */
    static Row row(long commitTs, Operation operation, long id) {
        return new Row(commitTs, operation, id, "v" + id);
    }

    static MemorySource file(String name, int blockRows, List<Row> rows) {
        return new MemorySource(name, List.copyOf(rows), blockRows);
    }

    static Window window(long from, long to, long maxRows, long holdLimit, ChangeSource... files) {
        BatchLimits limits = new BatchLimits(maxRows, NO_LIMIT, Duration.ZERO);
        return window(plan(from, to, false, files), limits, holdLimit, files);
    }

    static WindowPlan plan(long from, long to, boolean closed, ChangeSource... files) {
        return new WindowPlan(
                MemorySource.TABLE, Covered.below(from), Covered.below(to), closed, files.length, Map.of(), null);
    }

    static Window window(WindowPlan plan, BatchLimits limits, long holdLimit, ChangeSource... files) {
        List<Run> runs = new ArrayList<>();
        for (ChangeSource file : files) {
            runs.add(new Run(new MarkedSource(file), "", file.name(), 0, 0));
        }
        return new MergedWindow(MemorySource.SCHEMA, plan, runs, limits, holdLimit);
    }

    static List<List<Row>> landed(Window window) throws IOException {
        List<List<Row>> files = new ArrayList<>();
        try (WindowReader reader = window.open()) {
            while (reader.nextFile()) {
                try {
                    files.add(readFile(reader));
                } catch (RestartFileException again) {
                    assertThat(again).hasMessageContaining("delete behind an upsert");
                }
            }
        }
        return files;
    }

    /** Takes the rows away, as who writes them beside the reading does. */
    static List<Row> readFile(WindowReader reader) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (MarkedBlock slice = reader.next(); slice != null; slice = reader.next()) {
            ChangeBlock block = new ChangeBlock(slice.block().schema());
            byte[] markers = Arrays.copyOfRange(slice.markers(), slice.from(), slice.to());
            block.take(slice.block(), slice.from(), slice.to());
            MarkedBlock taken = new MarkedBlock(block, markers, 0, block.rows());
            for (int i = 0; i < block.rows(); i++) {
                rows.add(read(taken, i));
            }
        }
        return rows;
    }

    static Row read(MarkedBlock slice, int i) {
        byte operation = slice.block().operations()[i];
        assertThat(slice.markers()[i]).isEqualTo(operation == DELETE.code() ? Marker.DELETE : Marker.UPSERT);
        BytesVector values = (BytesVector) slice.block().column(1);
        return new Row(
                slice.block().commitTs()[i],
                Operation.values()[operation],
                ((LongVector) slice.block().column(0)).values()[i],
                new String(values.data(), values.offsets()[i], values.length(i), StandardCharsets.UTF_8));
    }
}
