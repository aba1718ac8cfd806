package io.tidbmirror.endtoend;

import io.tidbmirror.generated.FeedWriter;
import io.tidbmirror.generated.LargeFeeds;
import io.tidbmirror.generated.LargeFeeds.Expected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lands large changefeeds with little memory and prints what it took. Run by {@code scripts/memory-check.sh}; not part of the
 * build. Arguments: a working folder, then names of cases, or none for all. Linux only, since it reads {@code /proc}.
 */
final class MemoryCheck {

    private static final List<String> LITTLE = List.of("-Xmx256m", "-XX:MaxDirectMemorySize=64m");
    private static final long MIB = 1L << 20;
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    private static final Pattern PAUSE = Pattern.compile("(\\d+)M->(\\d+)M\\(");
    private static final int LIMIT_MINUTES = 10;

    private interface Generator {
        Expected into(Path folder) throws IOException;
    }

    private MemoryCheck() {}

    public static void main(String[] args) throws Exception {
        Path work = Path.of(args[0]).toAbsolutePath();
        Map<String, Generator> cases = new LinkedHashMap<>();
        cases.put("one-file", folder -> LargeFeeds.oneFile(folder, 512 * MIB));
        cases.put("one-commit", folder -> LargeFeeds.oneCommit(folder, 300 * MIB, 6));
        cases.put("many-tables", folder -> LargeFeeds.manyTables(folder, 500, 2000));
        List<String> chosen = List.of(args).subList(1, args.length);
        cases.keySet().retainAll(chosen.isEmpty() ? cases.keySet() : chosen);
        boolean passed = true;
        System.out.printf(
                "%-14s%10s%12s%10s%12s%12s  %s%n",
                "case", "MiB read", "rows", "seconds", "peak RSS", "peak heap", "result");
        for (Map.Entry<String, Generator> one : cases.entrySet()) {
            passed &= run(work.resolve(one.getKey()), one.getKey(), one.getValue());
        }
        System.exit(passed ? 0 : 1);
    }

    private static boolean run(Path place, String name, Generator generator) throws Exception {
        delete(place);
        Files.createDirectories(place);
        Expected expected = generator.into(place.resolve("feed"));
        long read = size(place.resolve("feed")) / MIB;
        long start = System.nanoTime();
        Process process = start(place);
        long peak = 0;
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, residentPeak(process.pid()));
            if (System.nanoTime() - start > TimeUnit.MINUTES.toNanos(LIMIT_MINUTES)) {
                process.destroyForcibly().waitFor();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        String result =
                process.exitValue() == 0 ? verdict(place.resolve("zone"), expected) : "exit " + process.exitValue();
        System.out.printf(
                "%-14s%10d%12d%10.1f%8d MiB%8d MiB  %s%n",
                name,
                read,
                expected.upserts() + expected.deletes(),
                seconds,
                peak / MIB,
                heapPeak(place.resolve("gc.log")),
                result);
        if (result.equals("ok")) {
            delete(place);
        }
        return result.equals("ok");
    }

    private static Process start(Path place) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>(FeedWriter.settings());
        settings.put("mirror.once", "true");
        settings.put("feed.location", place.resolve("feed").toUri().toString());
        settings.put("landing.zone", place.resolve("zone").toUri().toString());
        settings.put("landing.state", place.resolve("state").toUri().toString());
        List<String> jvm = Stream.concat(
                        LITTLE.stream(),
                        Stream.of("-Xlog:gc:file=" + place.resolve("gc.log"), "-XX:+ExitOnOutOfMemoryError"))
                .toList();
        return MirrorProcess.start(place, place.resolve("log.txt"), jvm, settings);
    }

    private static long residentPeak(long pid) {
        try {
            Matcher matcher = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
        } catch (IOException e) {
            return 0; // it has just ended
        }
    }

    /** The largest heap before a collection, in MiB. */
    private static long heapPeak(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.map(PAUSE::matcher)
                    .filter(Matcher::find)
                    .mapToLong(m -> Long.parseLong(m.group(1)))
                    .max()
                    .orElse(0);
        }
    }

    /** Each key once, and no delete after an upsert where a file holds both. */
    private static String verdict(Path zone, Expected expected) throws SQLException, IOException {
        String files = "'" + zone + "/big.schema/*/*.parquet'";
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            long upserts = number(statement, "SELECT count(*) FROM " + files + " WHERE __rowMarker__ = 4");
            long deletes = number(statement, "SELECT count(*) FROM " + files + " WHERE __rowMarker__ = 2");
            long rows = number(
                    statement,
                    "SELECT count(*) FROM (SELECT DISTINCT regexp_extract(filename, '[^/]*/[^/]*$').split('/')[1], id FROM"
                            + " read_parquet(" + files + ", filename = true))");
            long late = number(
                    statement,
                    "SELECT count(*) FROM (SELECT filename, max(file_row_number) FILTER (__rowMarker__ = 2) AS d,"
                            + " min(file_row_number) FILTER (__rowMarker__ = 4) AS u FROM read_parquet(" + files
                            + ", filename = true, file_row_number = true) GROUP BY filename) WHERE d > u");
            long tables = number(
                    statement,
                    "SELECT count(DISTINCT regexp_extract(filename, '[^/]*/[^/]*$').split('/')[1]) FROM read_parquet("
                            + files + ", filename = true)");
            boolean right = upserts == expected.upserts()
                    && deletes == expected.deletes()
                    && rows == upserts + deletes
                    && tables == expected.tables()
                    && late == 0;
            return right
                    ? "ok"
                    : "wrong: " + upserts + " upserts, " + deletes + " deletes, " + rows + " keys, " + tables
                            + " tables, " + late + " files with late deletes instead of " + expected;
        }
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
