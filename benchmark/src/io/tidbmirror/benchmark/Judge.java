package io.tidbmirror.benchmark;

import io.tidbmirror.benchmark.Contestant.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** DuckDB in a process of its own, which compares results while nobody's clock runs. */
final class Judge {
    private static final Map<Data, Judge> ALL = new EnumMap<>(Data.class);

    private final Worker worker;

    private Judge(Worker worker) {
        this.worker = worker;
    }

    static Judge of(Setting setting) throws IOException {
        Judge known = ALL.get(setting.data());
        if (known == null) {
            FeedFolder schema =
                    new FeedFolder(Path.of("target/benchmark/schema").toAbsolutePath());
            schema.create(setting.data().table());
            Path file = schema.root().resolve(new SchemaFile(setting.data().table(), Data.VERSION).path());
            List<String> command = List.of(
                    Python.PROGRAM.toString(),
                    Python.script("judge.py"),
                    file.toString(),
                    setting.data().extension());
            Path log = schema.root().resolve("judge-" + setting.data().word() + ".log");
            int processors = Runtime.getRuntime().availableProcessors();
            known = new Judge(Worker.start("judge", processors, command, log));
            ALL.put(setting.data(), known);
        }
        return known;
    }

    /** {@code equal} and the number of rows, or how they differ. */
    String compare(boolean exact, List<Path> one, List<Path> other, boolean textNull) throws IOException {
        return String.join(
                " ",
                worker.ask((exact ? "exact " : "quick ") + joined(one) + " " + joined(other)
                        + (textNull ? " text-null" : "")));
    }

    private static String joined(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(","));
    }

    static void closeAll() {
        ALL.values().forEach(judge -> judge.worker.close());
        ALL.clear();
    }
}
