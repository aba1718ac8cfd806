package io.tidbmirror.wiring;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.wiring.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the mirror as a Camel application of its own. */
public final class Mirror implements MirrorRun {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
    private static final String ROUTES_KEY = "camel.main.routes-include-pattern";
    private static final String ROUTES = "routes/";
    private static final String ROUTE_FILE = ".camel.yaml";
    private static final String POLL_KEY = "feed.poll-interval";

    /** A run that is to end does not wait for news: the next look only finds what was left in between. */
    private static final String POLL_ONCE_MILLIS = "100";

    private static final String STOP_KEY = "camel.main.shutdown-timeout";

    /** How long windows in flight may take to land when the process is stopped; what is cut off is landed by the next. */
    private static final String STOP_SECONDS = "3";

    private static final String EXTRA_STOP_KEY = "camel.main.extra-shutdown-timeout";

    /** How much longer Camel's own hook waits for a context that does not stop, such as one that is still starting. */
    private static final String EXTRA_STOP_SECONDS = "0";

    @Override
    public int run(Settings settings, PrintWriter out) {
        Main main = camel(settings);
        settings.doubts().forEach(LOG::warn);
        Rehearsal.start(LanderOpener.format(settings.landing())); // not before there is a log
        Operations.requirePort(settings);
        SignalStop onSignal = SignalStop.of(main::stop);
        boolean started = false;
        try {
            main.start();
            RunWatch watch = RunWatch.of(main.getCamelContext(), settings.mirror());
            watch.requireSource();
            started = true;
            watch.await();
            int exitCode = watch.close(out); // of Kafka it counts what is still held
            main.stop();
            return exitCode;
        } catch (FatalException e) {
            stop(main, e);
            throw e;
        } catch (InterruptedException e) {
            stop(main, e);
            Thread.currentThread().interrupt();
            return RunWatch.DONE;
        } catch (Exception e) {
            stop(main, e);
            throw failure(started ? "cannot go on" : "cannot start", e);
        } finally {
            onSignal.forget();
        }
    }

    private static Main camel(Settings settings) {
        Main main = new CamelMain();
        main.setDefaultPropertyPlaceholderLocation("false");
        Properties overrides = new Properties();
        overrides.putAll(settings.properties());
        if (settings.mirror().once()) {
            overrides.setProperty(POLL_KEY, POLL_ONCE_MILLIS);
        }
        overrides.putIfAbsent(STOP_KEY, STOP_SECONDS);
        overrides.putIfAbsent(EXTRA_STOP_KEY, EXTRA_STOP_SECONDS);
        Operations.defaults(settings.mirror()).forEach(overrides::putIfAbsent);
        overrides.putIfAbsent(ROUTES_KEY, routes(settings.mirror().input()));
        Operations.giveUpTakenPort(overrides);
        main.setOverrideProperties(overrides);
        main.bind(MirrorParts.SETTINGS, settings);
        return main;
    }

    /** The routes of the working directory, or else the shipped ones by name: Camel reads the whole jar to find out what it holds. */
    private static String routes(String input) {
        if (Files.isDirectory(Path.of(ROUTES))) {
            return "file:" + ROUTES + "*" + ROUTE_FILE;
        }
        return Stream.of("errors", "land", input)
                .map(name -> ROUTES + name + ROUTE_FILE)
                .filter(file -> Mirror.class.getClassLoader().getResource(file) != null)
                .map(file -> "classpath:" + file)
                .collect(Collectors.joining(","));
    }

    private static void stop(Main main, Exception reason) {
        try {
            main.stop();
        } catch (RuntimeException stopFailure) {
            reason.addSuppressed(stopFailure);
        }
    }

    /**
     * Camel wraps what our own parts say: theirs is the message to show. What Camel says itself, of a route for example, tells
     * its place; anything else is logged with it.
     */
    private static FatalException failure(String what, Exception failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FatalException fatal) {
                return fatal;
            }
            root = cause;
        }
        if (!(root instanceof CamelException) && !(root instanceof RuntimeCamelException)) {
            LOG.error(what, failure);
        }
        return FatalException.start(what + ": " + failure, failure);
    }
}
