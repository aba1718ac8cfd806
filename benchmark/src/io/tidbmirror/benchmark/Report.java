package io.tidbmirror.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tables in Markdown, as docs/performance.md has them. */
final class Report {
    private final PrintStream out;
    private final List<List<Score>> races = new ArrayList<>();

    Report(PrintStream out) {
        this.out = out;
    }

    /** Prints the scores of a race; ratios are to the first contestant, round by round. */
    void add(List<Score> scores) {
        races.add(scores);
        Score first = scores.get(0);
        print(
                "%n%s, %d thread%s, fsync %s: ratios are times as long as the mirror to Parquet%n%n",
                first.setting().data().word(),
                first.threads(),
                first.threads() == 1 ? "" : "s",
                first.setting().synced() ? "on" : "off");
        print(
                "| | fsync | median ms | min ms | MB/s | CPU ms | ratio median | ratio min | ratio CPU | peak heap | peak RSS |%n");
        print("|---|---|---|---|---|---|---|---|---|---|---|%n");
        for (Score score : scores) {
            double[] times = first.times(score);
            print(
                    "| %s | %s | %.0f | %.0f | %.0f | %.0f | %.2f | %.2f | %.2f | %s | %s |%n",
                    score.name(),
                    score.setting().synced() ? "on" : "off",
                    score.medianMillis(),
                    score.leastMillis(),
                    score.megabytesPerSecond(),
                    score.medianCpuMillis(),
                    Score.median(times),
                    times[0],
                    first.cpuTimes(score),
                    megabytes(score.peaks().heapBytes()),
                    megabytes(score.peaks().residentBytes()));
        }
    }

    private static String megabytes(long bytes) {
        return bytes < 0 ? "" : (bytes >> 20) + " MiB";
    }

    /** Few tables with many files beside many tables with few. */
    void add(ManyFiles.Took few, ManyFiles.Took many) {
        print("%nfiles of 2 KB, 2 threads%n%n");
        print("| | fsync | first files ms | other files ms | files/s | µs per file | CPU µs per file | peak heap |%n");
        print("|---|---|---|---|---|---|---|---|%n");
        for (ManyFiles.Took took : List.of(few, many)) {
            print(
                    "| %d tables × %d files | %s | %.0f | %.0f | %.0f | %.0f | %.0f | %s |%n",
                    took.what().tables(),
                    took.what().files(),
                    took.synced() ? "on" : "off",
                    took.births() / 1e6,
                    took.rest() / 1e6,
                    took.filesPerSecond(),
                    took.microsPerFile(),
                    took.cpuMicrosPerFile(),
                    megabytes(took.peakHeap()));
        }
        print("%ntime per file grows by %.0f %%%n", 100 * (many.microsPerFile() / few.microsPerFile() - 1));
    }

    void targets() {}

    private void print(String format, Object... values) {
        out.print(String.format(Locale.ROOT, format, values));
    }
}
