package io.tidbmirror.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who converts files in a race, in a process of its own. */
abstract sealed class Contestant implements AutoCloseable permits Contestant.Mirror, Contestant.Peer {
    private final String name;
    private final int threads;
    private Worker worker;

    Contestant(String name, int threads) {
        this.name = name;
        this.threads = threads;
    }

    String name() {
        return name;
    }

    int threads() {
        return threads;
    }

    /**
     * What a turn took and made.
     *
     * @param wallNanos by the contestant's own clock, from the file's being there to its result's being there
     * @param cpuNanos of all threads of the process
     */
    record Turn(long wallNanos, long cpuNanos, List<Path> files) {}

    /** Peaks since {@link #measure}; -1 where they are not known. */
    record Peaks(long heapBytes, long residentBytes, long collectorMillis, long allocatedBytes, long rows) {}

    abstract List<String> command(Setting setting) throws IOException;

    /** What to send for a turn, once everything it needs is there. */
    abstract String line(Path file, int number) throws IOException;

    void start(Setting setting) throws IOException {
        Files.createDirectories(setting.folder());
        Path log = setting.folder().resolve(name.replace(' ', '-') + ".log");
        worker = Worker.start(name, threads, command(setting), log);
    }

    Turn turn(Path file, int number) throws IOException {
        String[] answer = worker.ask(line(file, number));
        return new Turn(Long.parseLong(answer[0]), Long.parseLong(answer[1]), files(answer));
    }

    /** The files of a turn's result. */
    List<Path> files(String[] answer) throws IOException {
        return List.of(Path.of(answer[2]));
    }

    void measure() throws IOException {}

    /** The files of a turn are compared: nobody looks at them again. */
    void forget(List<Path> files) throws IOException {
        for (Path file : files) {
            Files.delete(file);
        }
    }

    /** Turns to run. */
    interface Turns {
        void run() throws IOException;
    }

    /** The number of samples, then the share of each stage; nothing where they are not known. */
    String[] shares(Turns turns) throws IOException {
        return new String[0];
    }

    Peaks peaks() throws IOException {
        return new Peaks(-1, worker.peakResidentBytes(), -1, -1, -1);
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
        }
    }

    /**
     * Where a race runs.
     *
     * @param data what the files hold
     * @param folder for everything the contestants write
     * @param synced whether results have to be on disk
     */
    record Setting(Data data, Path folder, boolean synced) {}

    /** The product, with its shipped routes. */
    static final class Mirror extends Contestant {
        static final String NAME = "mirror";

        private static final Path FEEDS = Path.of("target/benchmark/feeds").toAbsolutePath();

        private final String format;
        private final Set<Path> known = new HashSet<>();
        private List<Path> unread = List.of();
        private Setting setting;

        Mirror(String name, int threads, String format) {
            super(name, threads);
            this.format = format;
        }

        @Override
        List<String> command(Setting given) throws IOException {
            setting = given;
            Machine.delete(feed().root());
            feed().create(given.data().table());
            return command(given.data().format(), feed().root(), zone(), format);
        }

        /** Starts the product on a changefeed and a landing zone. */
        static List<String> command(String feedFormat, Path feed, Path zone, String landingFormat) {
            return List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "@" + Path.of("jvm.options").toAbsolutePath(),
                    "-Xmx128m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    MirrorWorker.class.getName(),
                    feedFormat,
                    feed.toString(),
                    zone.toString(),
                    landingFormat);
        }

        /** On the disk of the data, so that files need no copy. */
        private FeedFolder feed() {
            return new FeedFolder(FEEDS.resolve(name().replace(' ', '-')));
        }

        private Path zone() {
            return setting.folder().resolve(name().replace(' ', '-') + "-zone");
        }

        @Override
        String line(Path file, int number) throws IOException {
            feed().add(setting.data().table(), number, file);
            feed().checkpoint(Data.checkpoint(number));
            return "look";
        }

        /** Landing files that were not there before. */
        @Override
        List<Path> files(String[] answer) throws IOException {
            Path folder = zone().resolve(FeedTable.SCHEMA + ".schema")
                    .resolve(setting.data().table().name());
            try (Stream<Path> all = Files.list(folder)) {
                return all.filter(file -> file.getFileName().toString().startsWith("0"))
                        .filter(known::add)
                        .sorted()
                        .toList();
            }
        }

        @Override
        void measure() throws IOException {
            super.worker.ask("measure");
        }

        /** As a reader of the landing zone deletes what it has read; the newest file has to stay. */
        @Override
        void forget(List<Path> files) throws IOException {
            super.forget(unread);
            unread = files;
        }

        /** As TiCDC deletes data files after some time. */
        void expire(int number) throws IOException {
            Files.delete(
                    feed().place(setting.data().table(), number, setting.data().extension()));
        }

        /** Runs turns that do not count while stacks are sampled; gives the share of each stage. */
        @Override
        String[] shares(Turns turns) throws IOException {
            super.worker.ask("profile");
            turns.run();
            return super.worker.ask("shares");
        }

        @Override
        Peaks peaks() throws IOException {
            String[] sums = super.worker.ask("end");
            return new Peaks(
                    Long.parseLong(sums[0]),
                    super.worker.peakResidentBytes(),
                    Long.parseLong(sums[1]),
                    Long.parseLong(sums[2]),
                    Long.parseLong(sums[3]));
        }
    }

    /** Another program, driven by {@code peers.py}. */
    static final class Peer extends Contestant {
        private final String kind;
        private Path results;

        Peer(String kind, int threads) {
            super(kind, threads);
            this.kind = kind;
        }

        @Override
        List<String> command(Setting setting) throws IOException {
            results = Files.createDirectories(setting.folder().resolve(kind));
            FeedFolder schema = new FeedFolder(setting.folder().resolve("schema"));
            schema.create(setting.data().table());
            return List.of(
                    Python.PROGRAM.toString(),
                    Python.script("peers.py"),
                    kind,
                    schema.root()
                            .resolve(new SchemaFile(setting.data().table(), Data.VERSION).path())
                            .toString(),
                    setting.data().extension(),
                    Integer.toString(threads()),
                    setting.synced() ? "sync" : "nosync");
        }

        @Override
        String line(Path file, int number) {
            return file + " " + results.resolve(Integer.toString(number));
        }
    }
}
