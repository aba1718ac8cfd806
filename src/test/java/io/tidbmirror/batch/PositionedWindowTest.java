package io.tidbmirror.batch;

import static io.tidbmirror.change.Operation.INSERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.batch.MemorySource.Row;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FilePlace;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.TransientException;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.MarkedSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PositionedWindowTest {
    @Test
    void readsTheFilesOfASeriesOneAfterTheOther() throws IOException {
        assertThat(landed(window(100, run("p", "1/-/1", 0, 1, 2, 3), run("p", "1/-/2", 0, 4))))
                .containsExactly("1 2 3 4 -> {p=1/-/2#end}");
    }

    @Test
    void cutsAtAnyRowAndTellsWhere() throws IOException {
        assertThat(landed(window(2, run("p", "1/-/1", 0, 1, 2, 3), run("p", "1/-/2", 0, 4))))
                .containsExactly("1 2 -> {p=1/-/1#2}", "3 4 -> {p=1/-/2#end}");
    }

    @Test
    void goesOnBehindTheRowsThatAreLanded() throws IOException {
        assertThat(landed(window(100, run("p", "1/-/1", 2, 1, 2, 3)))).containsExactly("3 -> {p=1/-/1#end}");
    }

    @Test
    void tellsThePlaceInAFileWhereverItWasBegun() throws IOException {
        assertThat(landed(window(2, run("p", "1/-/1", 2, 1, 2, 3, 4, 5), run("p", "1/-/2", 0, 6, 7, 8, 9))))
                .containsExactly(
                        "3 4 -> {p=1/-/1#4}", "5 6 -> {p=1/-/2#1}", "7 8 -> {p=1/-/2#3}", "9 -> {p=1/-/2#end}");
    }

    @Test
    void aRowAboveTheLimitIsAFileOfItsOwn() throws IOException {
        BatchLimits tiny = new BatchLimits(100, 1, Duration.ZERO);

        assertThat(landed(window(tiny, run("p", "1/-/1", 0, 1, 2))))
                .containsExactly("1 -> {p=1/-/1#1}", "2 -> {p=1/-/1#end}");
    }

    @Test
    void endsBehindTheLastFileOfEachSeries() {
        Window window = window(100, run("p", "1/-/1", 0, 1), run("q", "1/-/1", 0, 2), run("p", "1/-/2", 0, 3));

        assertThat(window.to().streams()).hasToString("{p=1/-/2#end, q=1/-/1#end}");
        assertThat(FilePlace.of(window.to().streams().get("q"))).isEqualTo(new FilePlace("1/-/1", FilePlace.ALL));
    }

    @Test
    void aFileWaitsUntilTheOneAheadOfItIsLanded() throws IOException {
        List<RowFile> second = List.of(new RowFile(run("", "b", 0, 3, 4).source(), "b", "a"));

        for (Covered covered : List.of(Covered.NOTHING, at("a", 1))) {
            assertThatThrownBy(() -> RowFile.window(covered, second, BatchLimits.DEFAULT))
                    .isInstanceOf(TransientException.class)
                    .hasMessageContaining("file b waits for a");
        }
        assertThat(landed(RowFile.window(at("a", FilePlace.ALL), second, BatchLimits.DEFAULT)))
                .containsExactly("3 4 -> {=b#end}");
        assertThat(landed(RowFile.window(at("b", 1), second, BatchLimits.DEFAULT)))
                .containsExactly("4 -> {=b#end}");
        assertThat(RowFile.window(at("b", FilePlace.ALL), second, BatchLimits.DEFAULT))
                .isNull();
    }

    private static Covered at(String place, long rows) {
        return PositionedWindow.at(run("", place, 0), rows);
    }

    private static Run run(String stream, String place, long landedRows, long... ids) {
        List<Row> rows = LongStream.of(ids)
                .mapToObj(id -> new Row(ChangeBlock.NO_COMMIT_TS, INSERT, id, "v"))
                .toList();
        return new Run(new MarkedSource(new MemorySource(place, rows, 2)), stream, place, 0, landedRows);
    }

    private static Window window(long maxRows, Run... runs) {
        return window(new BatchLimits(maxRows, Long.MAX_VALUE, Duration.ZERO), runs);
    }

    private static Window window(BatchLimits limits, Run... runs) {
        return new PositionedWindow(
                MemorySource.SCHEMA,
                new WindowPlan(MemorySource.SCHEMA.table(), Covered.NOTHING, Covered.NOTHING, runs.length),
                List.of(runs),
                limits);
    }

    private static List<String> landed(Window window) throws IOException {
        List<String> files = new ArrayList<>();
        try (WindowReader reader = window.open()) {
            while (reader.nextFile()) {
                List<String> ids = new ArrayList<>();
                for (MarkedBlock slice = reader.next(); slice != null; slice = reader.next()) {
                    for (int i = slice.from(); i < slice.to(); i++) {
                        ids.add(Long.toString(((LongVector) slice.block().column(0)).values()[i]));
                    }
                }
                files.add(String.join(" ", ids) + " -> " + reader.covered().streams());
            }
        }
        return files;
    }
}
