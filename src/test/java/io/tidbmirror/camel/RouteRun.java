package io.tidbmirror.camel;

import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** The shipped routes in a Camel of their own, over a feed and a landing zone in memory. */
final class RouteRun implements AutoCloseable {
    final FakeFeed feed = new FakeFeed();
    final FakeLanding landing;
    private final Main main = new Main();
    private final StringBuilder routes = new StringBuilder();

    RouteRun() {
        this(new FakeLanding());
    }

    RouteRun(FakeLanding landing) {
        this.landing = landing;
    }

    RouteRun property(String name, String value) {
        main.addOverrideProperty(name, value);
        return this;
    }

    RouteRun bind(String name, Object part) {
        main.bind(name, part);
        return this;
    }

    RouteRun route(String name) {
        return route(name, text -> text);
    }

    /** Adds routes/NAME.camel.yaml as a user edited it. */
    RouteRun route(String name, UnaryOperator<String> edit) {
        try {
            Path copy = Files.createTempDirectory("routes").resolve(name.replace('/', '-') + ".camel.yaml");
            Files.writeString(copy, edit.apply(Files.readString(Path.of("routes", name + ".camel.yaml"))));
            routes.append(routes.isEmpty() ? "" : ",").append(copy.toUri());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    RouteRun start() throws Exception {
        Properties defaults = new Properties();
        defaults.putAll(Settings.parse(Map.of()).properties());
        defaults.setProperty("feed.poll-interval", "50");
        main.setInitialProperties(defaults);
        main.setDefaultPropertyPlaceholderLocation("false");
        main.configure().withRoutesIncludePattern(routes.toString()).withAutoConfigurationFailFast(true);
        main.bind("mirrorSettings", Settings.parse(Map.of()));
        main.bind(WindowFeed.BEAN, feed);
        main.bind(Landings.BEAN, landing);
        main.bind("ticdcCsvDecoder", new LineDecoder());
        main.start();
        return this;
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        main.stop();
    }
}
