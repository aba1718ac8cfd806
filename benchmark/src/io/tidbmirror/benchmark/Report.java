package io.tidbmirror.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Tables in Markdown, as docs/performance.md has them. */
final class Report {
    private final PrintStream out;
    private final List<List<Score>> races = new ArrayList<>();
    private final Map<String, List<Cold.Start>> cold = new LinkedHashMap<>();
    private final List<String> growths = new ArrayList<>();

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
        scores.forEach(this::profile);
    }

    private static String megabytes(long bytes) {
        return bytes < 0 ? "" : (bytes >> 20) + " MiB";
    }

    /** What the mirror allocates and where its time goes, by samples of its stacks. */
    private void profile(Score score) {
        if (score.shares().isEmpty()) {
            return;
        }
        double wall =
                score.turns().stream().mapToLong(Contestant.Turn::wallNanos).sum() / 1e6;
        print(
                "%n%s: %.0f bytes allocated a row, %.1f %% of the time in the collector; %s samples: %s%n",
                score.name(),
                (double) score.peaks().allocatedBytes() / score.peaks().rows(),
                100 * score.peaks().collectorMillis() / wall,
                score.shares().get(0),
                String.join(", ", score.shares().subList(1, score.shares().size())));
    }

    /** Cold starts. */
    void add(Map<String, List<Cold.Start>> starts) {
        cold.putAll(starts);
        print("%nfirst file of a new process, 2 processors, fsync off%n%n");
        print("| | whole process ms, median | min | CPU ms | route start to landed ms, median | min |%n");
        print("|---|---|---|---|---|---|%n");
        starts.forEach((name, all) -> {
            double[] whole = sorted(all, Cold.Start::millis);
            double[] landed = sorted(all, Cold.Start::landedMillis);
            print(
                    "| %s | %.0f | %.0f | %.0f | %s | %s |%n",
                    name,
                    Score.median(whole),
                    whole[0],
                    Score.median(sorted(all, Cold.Start::cpuMillis)),
                    landed[0] < 0 ? "" : String.format(Locale.ROOT, "%.0f", Score.median(landed)),
                    landed[0] < 0 ? "" : String.format(Locale.ROOT, "%.0f", landed[0]));
        });
    }

    private static double[] sorted(List<Cold.Start> starts, ToDoubleFunction<Cold.Start> value) {
        return starts.stream().mapToDouble(value).sorted().toArray();
    }

    /** Few tables with many files beside many tables with few: the runs in the middle, and the growth of each round. */
    void add(Growth growth) {
        ManyFiles.Took many = growth.middle().many();
        print("%nfiles of 2 KB, 2 threads, %s, medians of %d rounds%n%n", where(many), Growth.ROUNDS);
        print("| | first files ms | other files ms | files/s | µs per file | CPU µs per file | peak heap |%n");
        print("|---|---|---|---|---|---|---|%n");
        for (ManyFiles.Took took : List.of(growth.middle().few(), many)) {
            print(
                    "| %d tables × %d files | %.0f | %.0f | %.0f | %.0f | %.0f | %s |%n",
                    took.what().tables(),
                    took.what().files(),
                    took.first() / 1e6,
                    took.rest() / 1e6,
                    took.filesPerSecond(),
                    took.microsPerFile(),
                    took.cpuMicrosPerFile(),
                    megabytes(took.peakHeap()));
        }
        double[] sorted = growth.growths();
        String told = String.format(
                Locale.ROOT,
                "%.0f %% (%.0f to %.0f)",
                100 * Score.median(sorted),
                100 * sorted[0],
                100 * sorted[sorted.length - 1]);
        print("%ntime per file grows by %s%n", told);
        growths.add(told + ", " + where(many));
    }

    private static String where(ManyFiles.Took took) {
        String looks = took.what().firstApart()
                ? "the first file of each table at a look of its own"
                : "all found at one look";
        return looks + ", fsync " + (took.synced() ? "on" : "off");
    }

    /** The targets beside what was measured: medians of ratios, the least one in brackets; nothing where it was not run. */
    void targets() {
        print("%n| target | at least | measured |%n|---|---|---|%n");
        target("1 thread vs DuckDB 1 thread, orders / wide", "3.0× / 2.5×", both(1, "mirror", "duckdb"));
        target("2 threads vs DuckDB 2 threads", "3.5× / 3.2×", both(2, "mirror", "duckdb"));
        target("2 threads vs Polars 2 threads", "2×", both(2, "mirror", "polars"));
        target("canal-json, 1 thread vs DuckDB 1 thread", "1.2×", ratio(Data.CANAL, 1, "mirror", "duckdb"));
        target("csv → delimited, 1 thread, vs line by line", "20×", both(1, "mirror csv", "lines"));
        target("csv → Parquet, 2 threads, vs line by line", "20× / 13×", both(2, "mirror", "lines"));
        target("csv → delimited, 1 thread", "0.8 GB/s", speed(false) + "; fsync on " + speed(true));
        target("Camel's share of CPU time", "≤ 1 %", camel());
        target("peak heap, -Xmx128m", "runs", heap());
        target("first file: route start to landed vs a DuckDB process", "≤", coldRatios());
        target("many tables: time per file grows by", "≤ 10 %", String.join("; ", growths));
    }

    /** Leaves out what was not run. */
    private void target(String what, String least, String measured) {
        if (measured.matches(".*[0-9].*")) {
            print("| %s | %s | %s |%n", what, least, measured);
        }
    }

    private String both(int threads, String one, String other) {
        return ratio(Data.ORDERS, threads, one, other) + " / " + ratio(Data.WIDE, threads, one, other);
    }

    private String ratio(Data data, int threads, String one, String other) {
        Score mirror = score(data, threads, one, false);
        Score peer = score(data, threads, other, false);
        if (mirror == null || peer == null) {
            return "–";
        }
        double[] times = mirror.times(peer);
        return String.format(
                Locale.ROOT, "%.2f× (%.2f×; CPU %.2f×)", Score.median(times), times[0], mirror.cpuTimes(peer));
    }

    private Score score(Data data, int threads, String name, boolean synced) {
        for (List<Score> race : races) {
            for (Score score : race) {
                boolean same = score.setting().data() == data && score.threads() == threads;
                if (same && score.name().equals(name) && score.setting().synced() == synced) {
                    return score;
                }
            }
        }
        return null;
    }

    private String speed(boolean synced) {
        Score orders = score(Data.ORDERS, 1, "mirror csv", synced);
        Score wide = score(Data.WIDE, 1, "mirror csv", synced);
        return gigabytes(orders) + " / " + gigabytes(wide);
    }

    private static String gigabytes(Score score) {
        return score == null ? "–" : String.format(Locale.ROOT, "%.2f GB/s", score.megabytesPerSecond() / 1e3);
    }

    private String camel() {
        List<String> shares = new ArrayList<>();
        for (List<Score> race : races) {
            for (Score score : race) {
                score.shares().stream()
                        .filter(share -> share.startsWith("camel="))
                        .map(share -> share.substring("camel=".length()) + " % "
                                + score.setting().data().word())
                        .forEach(shares::add);
            }
        }
        return races.isEmpty() ? "–" : shares.isEmpty() ? "0 samples" : String.join(", ", shares);
    }

    private String heap() {
        long most = races.stream()
                .flatMap(List::stream)
                .mapToLong(score -> score.peaks().heapBytes())
                .max()
                .orElse(-1);
        return megabytes(most);
    }

    private String coldRatios() {
        List<Cold.Start> peer = cold.get("duckdb process");
        if (peer == null) {
            return "–";
        }
        List<String> ratios = new ArrayList<>();
        double other = Score.median(sorted(peer, Cold.Start::millis));
        cold.forEach((name, starts) -> {
            double landed = Score.median(sorted(starts, Cold.Start::landedMillis));
            if (landed >= 0) {
                ratios.add(String.format(Locale.ROOT, "%.2f× %s", landed / other, name));
            }
        });
        return String.join(", ", ratios);
    }

    private void print(String format, Object... values) {
        out.print(String.format(Locale.ROOT, format, values));
    }
}
