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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;
import org.apache.camel.support.DefaultExchange;

/**
 * The product in a process that lives as long as the race: Camel, the shipped routes, a local landing zone with HEAD. At each
 * line {@code look} the {@code folder} route looks at the changefeed's folder, and the answer is written when everything
 * found there has landed: {@code ok wallNanos cpuNanos rows}.
 *
 * <pre>MirrorWorker csv|canal-json FEED ZONE parquet|csv</pre>
 */
final class MirrorWorker {
    private final CamelContext context;
    private final Processor folderRoute;
    private final Ends ends;
    private final Profile profile = new Profile();
    private long collected;
    private long allocated;
    private long rows;

    private MirrorWorker(CamelContext context) {
        this.context = context;
        this.folderRoute = context.getRoute("folder").getProcessor();
        this.ends = new Ends(context.getRegistry().lookupByNameAndType(WindowFeed.BEAN, WindowFeed.class));
        context.getRegistry().unbind(WindowFeed.BEAN);
        context.getRegistry().bind(WindowFeed.BEAN, ends);
    }

    public static void main(String[] args) {
        try {
            answer(args);
            Runtime.getRuntime().halt(0);
        } catch (Exception e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void answer(String[] args) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setOverrideProperties(settings(args[0], Path.of(args[1]), Path.of(args[2]), args[3]));
        Meter.watchHeap();
        main.start();
        afterFirstLook(main.getCamelContext());
        MirrorWorker worker = new MirrorWorker(main.getCamelContext());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        answers.println("ready");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            answers.println("ok " + worker.answer(line));
        }
    }

    private String answer(String line) throws Exception {
        return switch (line) {
            case "look" -> look();
            case "measure" -> {
                Meter.forgetPeak();
                collected = Meter.collectorMillis();
                allocated = Meter.allocatedBytes();
                rows = ends.rows();
                yield "";
            }
            case "profile" -> {
                profile.begin();
                yield "";
            }
            case "shares" -> profile.end();
            case "end" ->
                Meter.peakHeapBytes() + " " + (Meter.collectorMillis() - collected) + " "
                        + (Meter.allocatedBytes() - allocated) + " " + (ends.rows() - rows);
            default -> throw new IllegalArgumentException(line);
        };
    }

    /** From now on the timer looks no more. */
    private static void afterFirstLook(CamelContext context) throws Exception {
        FeedFollower follower = context.getRegistry().lookupByNameAndType("feedFollower", FeedFollower.class);
        while (!follower.isFinished()) {
            Thread.sleep(5);
        }
        context.getRouteController().suspendRoute("folder");
    }

    private static Properties settings(String format, Path feed, Path zone, String landingFormat) {
        Properties settings = new Properties();
        settings.setProperty("mirror.format", format);
        settings.setProperty("feed.location", "file:" + feed);
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
        settings.setProperty("camel.opentelemetry2.enabled", "false");
        settings.setProperty("camel.main.jmx-management-statistics-level", "RoutesOnly");
        return settings;
    }

    private String look() throws Exception {
        long cpu = Meter.cpuNanos();
        long start = System.nanoTime();
        long before = ends.rows();
        do {
            folderRoute.process(new DefaultExchange(context)); // less than batch.max-bytes is due at the second look
            ends.await();
        } while (ends.rows() == before); // windows without rows are those of tables that are idle
        long wall = System.nanoTime() - start;
        long used = Meter.cpuNanos() - cpu;
        Meter.allocatedBytes(); // threads that land end when they are idle
        return wall + " " + used + " " + ends.rows();
    }

    /** Hears how each window ended that a look handed out. */
    private static final class Ends implements WindowFeed {
        private final WindowFeed feed;
        private final Set<WindowPlan> open = new HashSet<>();
        private final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
        private long rows;

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
        public synchronized void landed(WindowPlan plan, Receipt receipt) {
            feed.landed(plan, receipt);
            rows += receipt.rows();
            ended.add("");
        }

        @Override
        public void failed(WindowPlan plan, Throwable cause) {
            feed.failed(plan, cause);
            ended.add(plan.table() + ": " + cause);
        }

        /** Waits until the windows that were handed out have landed. */
        void await() throws InterruptedException {
            for (int i = 0; i < open.size(); i++) {
                String failure = ended.take();
                if (!failure.isEmpty()) {
                    throw new IllegalStateException(failure);
                }
            }
            open.clear();
        }

        synchronized long rows() {
            return rows;
        }
    }
}
