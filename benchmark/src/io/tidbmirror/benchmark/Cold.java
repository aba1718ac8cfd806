package io.tidbmirror.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The first file in a new process, as {@code java -jar} with {@code mirror.once} runs it, beside a new DuckDB process. */
final class Cold {
    private static final String DUCKDB = "duckdb process";

    private final Path folder;
    private final Path file;
    private final int rounds;
    private final List<Path> homes;

    /** @param homes of the JDKs to try, of which those from 24 on can keep compiled profiles in an AOT cache */
    Cold(Path folder, Path file, int rounds, List<Path> homes) {
        this.folder = folder;
        this.file = file;
        this.rounds = rounds;
        this.homes = homes;
    }

    /**
     * One start.
     *
     * @param millis of the whole process
     * @param cpuMillis of all its threads
     * @param landedMillis from the start of the routes to the landed file; -1 where there are no routes
     */
    record Start(double millis, double cpuMillis, double landedMillis) {}

    /** All starts by what was started. */
    Map<String, List<Start>> run() throws IOException {
        Machine.delete(folder);
        Files.createDirectories(folder);
        try {
            Map<String, List<String>> commands = commands();
            Map<String, List<Start>> starts = new LinkedHashMap<>();
            for (int round = 0; round < rounds; round++) {
                for (Map.Entry<String, List<String>> command : commands.entrySet()) {
                    starts.computeIfAbsent(command.getKey(), name -> new ArrayList<>())
                            .add(start(command.getValue()));
                }
            }
            return starts;
        } finally {
            Machine.delete(folder);
        }
    }

    private Map<String, List<String>> commands() throws IOException {
        Map<String, List<String>> commands = new LinkedHashMap<>();
        for (Path home : homes) {
            String jdk = "JDK " + major(home);
            commands.put(jdk, mirror(home, List.of()));
            List<String> archive = archive(home);
            if (!archive.isEmpty()) {
                commands.put(jdk + (major(home) > 24 ? ", AOT cache" : ", class archive"), mirror(home, archive));
            }
        }
        if (Python.isThere()) {
            FeedFolder schema = new FeedFolder(folder.resolve("schema"));
            schema.create(Data.ORDERS.table());
            String path = schema.root()
                    .resolve(new SchemaFile(Data.ORDERS.table(), Data.VERSION).path())
                    .toString();
            String line = "echo " + file + " " + folder.resolve("zone") + " | exec " + Python.PROGRAM + " "
                    + Python.script("peers.py") + " duckdb " + path + " csv 2 nosync";
            commands.put(DUCKDB, List.of("bash", "-c", line));
        }
        return commands;
    }

    private List<String> mirror(Path home, List<String> options) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString(), "-Xmx128m"));
        command.addAll(options);
        String benchmark = Path.of("target/benchmark/classes").toAbsolutePath().toString();
        String classes = System.getProperty("java.class.path").replace(benchmark + ":", "");
        command.addAll(List.of(
                "-Dlog4j2.configurationFile="
                        + Path.of("benchmark/log4j2.properties").toAbsolutePath(),
                "-cp",
                classes,
                "io.tidbmirror.Main"));
        Map<String, String> settings = Map.of(
                "mirror.once", "true",
                "feed.location", "file:" + folder.resolve("feed"),
                "feed.terminator", "\\n",
                "feed.date-separator", "none",
                "feed.csv.include-commit-ts", "true",
                "landing.zone", "file:" + folder.resolve("zone"));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return command;
    }

    /** Options that use an archive of a run before, with those of the image; none if it cannot be made, as of classes that are in no jar. */
    private List<String> archive(Path home) throws IOException {
        String archive = folder.resolve("archive-" + major(home)).toString();
        boolean cache = major(home) > 24;
        String image = "@" + Path.of("jvm.options").toAbsolutePath();
        Process made = launched(
                mirror(home, List.of((cache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive, image)));
        return made.exitValue() == 0 && Files.exists(Path.of(archive))
                ? List.of((cache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive, image)
                : List.of();
    }

    static int major(Path home) throws IOException {
        return Files.readAllLines(home.resolve("release")).stream()
                .filter(line -> line.startsWith("JAVA_VERSION="))
                .map(line -> line.replaceAll("[^0-9.]", "").replaceAll("\\..*", ""))
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }

    private Start start(List<String> command) throws IOException {
        if (launched(command).exitValue() != 0) {
            throw new IOException(command.get(0) + " failed:\n" + Files.readString(log()));
        }
        String[] words = Files.readString(folder.resolve("time")).strip().split(" ");
        double cpu = 1e3 * (Double.parseDouble(words[1]) + Double.parseDouble(words[2]));
        return new Start(1e3 * Double.parseDouble(words[0]), cpu, landedMillis(Files.readAllLines(log())));
    }

    private Path log() {
        return folder.resolve("log");
    }

    /** Runs a command on a changefeed of one file and an empty landing zone. */
    private Process launched(List<String> command) throws IOException {
        FeedFolder feed = new FeedFolder(folder.resolve("feed"));
        for (String made : List.of("feed", "zone", "zone-state", "zone.parquet")) {
            Machine.delete(folder.resolve(made));
        }
        feed.create(Data.ORDERS.table());
        feed.add(Data.ORDERS.table(), 1, file);
        feed.checkpoint(Data.checkpoint(1));
        List<String> timed = new ArrayList<>(
                List.of("bash", "-c", "TIMEFORMAT='%R %U %S'; time \"$@\" 2>" + log() + " >" + log() + ".out", "bash"));
        timed.addAll(command);
        Process process = new ProcessBuilder(Machine.pinned(2, timed))
                .redirectError(folder.resolve("time").toFile())
                .start();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return process;
    }

    private static double landedMillis(List<String> log) {
        long routes = moment(log.stream().filter(line -> line.contains(" started in ")));
        long landed = moment(log.stream().filter(line -> line.contains(" landed ")));
        return routes < 0 || landed < 0 ? -1 : landed - routes;
    }

    private static long moment(Stream<String> lines) {
        return lines.findFirst()
                .map(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
                .orElse(-1L);
    }
}
