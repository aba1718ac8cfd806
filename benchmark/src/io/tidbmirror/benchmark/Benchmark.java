package io.tidbmirror.benchmark;

import io.tidbmirror.benchmark.Contestant.Mirror;
import io.tidbmirror.benchmark.Contestant.Peer;
import io.tidbmirror.benchmark.Contestant.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs races of the mirror and its peers and prints who took how long. See docs/performance.md. */
final class Benchmark {
    private final Options options;
    private final Report report;

    private Benchmark(Options options) {
        this.options = options;
        this.report = new Report(System.out);
    }

    public static void main(String[] args) throws Exception {
        Options options = Options.parse(args);
        System.out.println(Machine.describe());
        System.out.println(options + "\n");
        if (!Python.isThere()) {
            System.out.println("python3 is missing: no peers, and nothing compares the results");
        }
        Machine.touchMemory();
        try {
            new Benchmark(options).run();
        } finally {
            Judge.closeAll();
        }
    }

    private void run() throws IOException {
        for (Data data : Data.values()) {
            for (int threads = 1; threads <= 2; threads++) {
                String name = data.word() + "-" + threads;
                if (options.wants(name) && Runtime.getRuntime().availableProcessors() >= threads) {
                    race(data, threads);
                }
            }
        }
        if (options.wants("many")) {
            manyFiles();
        }
        if (options.wants("large")) {
            System.out.println("\n" + new LargeTables(options.bytes()).run(folder(Machine.memory() == null)));
        }
        if (options.wants("cold")) {
            cold();
        }
        report.targets();
    }

    /** The first file of a new process. */
    private void cold() throws IOException {
        int number = 1;
        Path file = Data.ORDERS.file(Options.DATA, number, options.bytes());
        report.add(new Cold(folder(Machine.memory() == null), file, options.rounds(), options.homes()).run());
    }

    /** The same number of files in few and in many tables. */
    private void manyFiles() throws IOException {
        for (boolean synced : options.syncs()) {
            manyFiles(synced, false);
            manyFiles(synced, true);
        }
    }

    private void manyFiles(boolean synced, boolean firstApart) throws IOException {
        Path folder = folder(synced);
        List<Growth.Round> rounds = new ArrayList<>();
        for (int round = 0; round < Growth.ROUNDS; round++) {
            rounds.add(new Growth.Round(
                    new ManyFiles(10, options.files() / 10, firstApart).run(folder, synced),
                    new ManyFiles(options.files() / 20, 20, firstApart).run(folder, synced)));
        }
        report.add(new Growth(rounds));
    }

    private static Path folder(boolean synced) {
        return synced
                ? Path.of("target/benchmark/run").toAbsolutePath()
                : Machine.memory().resolve("tidb-mirror-benchmark");
    }

    private void race(Data data, int threads) throws IOException {
        for (boolean synced : options.syncs()) {
            Setting setting = new Setting(data, folder(synced), synced);
            Race.Plan plan = new Race.Plan(Options.DATA, options.bytes(), options.warmUps(), options.rounds());
            report.add(new Race(setting, contestants(data, threads), plan).run());
        }
    }

    private List<Contestant> contestants(Data data, int threads) {
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(new Mirror(Mirror.NAME, threads, "parquet"));
        if (!options.alone()) {
            contestants.add(new Peer("duckdb", threads));
        }
        if (data == Data.CANAL) {
            return contestants;
        }
        if (threads == 1) {
            contestants.add(new Mirror(Mirror.NAME + " csv", threads, "csv"));
        }
        if (!options.alone()) {
            if (threads > 1) {
                contestants.add(new Peer("polars", threads));
            }
            contestants.add(new Peer("lines", threads));
            contestants.add(new Peer("streamed-lines", threads));
        }
        return contestants;
    }
}
