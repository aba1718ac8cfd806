package io.tidbmirror.benchmark;

import io.tidbmirror.batch.PlannedFile;
import io.tidbmirror.batch.WindowPlan;
import io.tidbmirror.camel.WindowFeed;
import io.tidbmirror.feed.FeedFollower;
import io.tidbmirror.land.Receipt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;
import org.apache.camel.support.DefaultExchange;

/**
 * The product in a process that lives as long as the race: Camel, the shipped routes, a local landing zone with HEAD. Each
 * line of standard input names a file; it is put into the changefeed's folder, the {@code folder} route takes one look, and
 * the answer is written when the file has landed: {@code ok wallNanos cpuNanos file…}.
 *
 * <pre>MirrorWorker DATA FEED ZONE parquet|csv THREADS</pre>
 */
final class MirrorWorker {
    private final Data data;
    private final FeedFolder feed;
    private final Path landed;
    private final CamelContext context;
    private final Processor folderRoute;
    private final Ends ends;
    private final Set<Path> known = new HashSet<>();
    private int number;

    private MirrorWorker(Data data, FeedFolder feed, Path zone, CamelContext context) {
        this.data = data;
        this.feed = feed;
        this.landed =
                zone.resolve(FeedTable.SCHEMA + ".schema").resolve(data.table().name());
        this.context = context;
        this.folderRoute = context.getRoute("folder").getProcessor();
        this.ends = new Ends(context.getRegistry().lookupByNameAndType(WindowFeed.BEAN, WindowFeed.class));
        context.getRegistry().unbind(WindowFeed.BEAN);
        context.getRegistry().bind(WindowFeed.BEAN, ends);
    }

    public static void main(String[] args) {
        try {
            answer(args);
        } catch (Exception e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void answer(String[] args) throws Exception {
        Data data = Data.valueOf(args[0]);
        FeedFolder feed = new FeedFolder(Path.of(args[1]));
        Path zone = Path.of(args[2]);
        feed.create(data.table());
        PrintStream answers = System.out;
        System.setOut(System.err);
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setOverrideProperties(settings(data, feed, zone, args[3], args[4]));
        main.start();
        afterFirstLook(main.getCamelContext());
        MirrorWorker worker = new MirrorWorker(data, feed, zone, main.getCamelContext());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        answers.println("ready");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.println(
                    line.equals("measure") ? worker.begin() : line.equals("end") ? worker.sums() : worker.turn(line));
        }
        Runtime.getRuntime().halt(0);
    }

    /** From now on the timer looks no more. */
    private static void afterFirstLook(CamelContext context) throws Exception {
        FeedFollower follower = context.getRegistry().lookupByNameAndType("feedFollower", FeedFollower.class);
        while (!follower.isFinished()) {
            Thread.sleep(5);
        }
        context.getRouteController().suspendRoute("folder");
    }

    private static Properties settings(Data data, FeedFolder feed, Path zone, String landingFormat, String threads) {
        Properties settings = new Properties();
        settings.setProperty("mirror.format", data.format());
        settings.setProperty("feed.location", "file:" + feed.root());
        settings.setProperty("feed.poll-interval", "1d");
        settings.setProperty("feed.terminator", "\\n");
        settings.setProperty("feed.date-separator", "none");
        settings.setProperty("feed.csv.include-commit-ts", "true");
        settings.setProperty("feed.enable-tidb-extension", "true");
        settings.setProperty("feed.content-compatible", "true");
        settings.setProperty("landing.zone", "file:" + zone);
        settings.setProperty("landing.format", landingFormat);
        settings.setProperty("batch.max-age", "1ms");
        settings.setProperty("camel.main.routes-include-pattern", "classpath:routes/*.camel.yaml");
        settings.setProperty("camel.management.enabled", "false");
        settings.setProperty("camel.metrics.enabled", "false");
        return settings;
    }

    private String begin() {
        Meter.forgetPeak();
        return "ok";
    }

    private String sums() {
        return "ok " + Meter.peakHeapBytes() + " " + Meter.collectorMillis() + " " + Meter.allocatedBytes();
    }

    private String turn(String file) throws Exception {
        number++;
        feed.add(data.table(), number, Path.of(file));
        feed.checkpoint(Data.checkpoint(number));
        long cpu = Meter.cpuNanos();
        long start = System.nanoTime();
        do {
            folderRoute.process(new DefaultExchange(context)); // less than batch.max-bytes is due at the second look
        } while (!ends.await());
        long wall = System.nanoTime() - start;
        cpu = Meter.cpuNanos() - cpu;
        StringBuilder answer = new StringBuilder("ok " + wall + " " + cpu);
        for (Path file1 : newFiles()) {
            answer.append(' ').append(file1);
        }
        return answer.toString();
    }

    private List<Path> newFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(landed)) {
            all.filter(file -> file.getFileName().toString().startsWith("0"))
                    .filter(known::add)
                    .sorted()
                    .forEach(files::add);
        }
        return files;
    }

    /** Hears how each window ended that a look handed out. */
    private static final class Ends implements WindowFeed {
        private final WindowFeed feed;
        private final Set<WindowPlan> open = new HashSet<>();
        private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();

        Ends(WindowFeed feed) {
            this.feed = feed;
        }

        @Override
        public Iterator<PlannedFile> poll() throws IOException {
            List<PlannedFile> files = new ArrayList<>();
            feed.poll().forEachRemaining(files::add);
            files.forEach(file -> open.add(file.plan()));
            return files.iterator();
        }

        @Override
        public void landed(WindowPlan plan, Receipt receipt) {
            feed.landed(plan, receipt);
            ended.add("");
        }

        @Override
        public void failed(WindowPlan plan, Throwable cause) {
            feed.failed(plan, cause);
            ended.add(plan.table() + ": " + cause);
        }

        /** Whether windows were handed out; waits until they have landed. */
        boolean await() throws InterruptedException {
            for (int i = 0; i < open.size(); i++) {
                String failure = ended.take();
                if (!failure.isEmpty()) {
                    throw new IllegalStateException(failure);
                }
            }
            boolean some = !open.isEmpty();
            open.clear();
            return some;
        }
    }
}
