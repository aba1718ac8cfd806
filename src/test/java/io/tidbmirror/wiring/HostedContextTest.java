package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidbmirror.wiring.settings.Format;
import io.tidbmirror.wiring.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A context that another program starts, as {@code camel run} does: it is wired from Camel's own properties. */
class HostedContextTest {
    private static final Map<String, String> BOOKSHOP = Map.of(
            "feed.location", "file:demo/changefeed",
            "feed.terminator", "\\n",
            "feed.date-separator", "none",
            "feed.csv.include-commit-ts", "true",
            "feed.csv.binary-encoding-method", "hex");

    @TempDir
    Path directory;

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void textsAreTakenAsTheyStandBackslashesIncluded() throws Exception {
        start(BOOKSHOP);

        assertThat(settings().feed().csv().nullToken()).isEqualTo("\\N");
        assertThat(settings().feed().terminator()).isEqualTo("\n");
    }

    @Test
    void placeholdersOfCamelAreResolved() throws Exception {
        start(Map.of(
                "where", "demo",
                "feed.location", "file:{{where}}/changefeed",
                "landing.state", "{{?nowhere}}",
                "feed.csv.include-commit-ts", "true"));

        assertThat(String.valueOf(settings().feed().location())).isEqualTo("file:demo/changefeed");
        assertThat(settings().landing().state()).isNull();
    }

    @Test
    void theChangefeedsOwnFileOutranksDefaults() throws Exception {
        Path changefeed = Files.writeString(directory.resolve("changefeed.toml"), """
            [sink]
            protocol = "canal-json"
            [sink.cloud-storage-config]
            output-raw-change-event = true
            """);
        start(Map.of(
                "feed.location", "file:demo/changefeed",
                "feed.changefeed-config", changefeed.toString(),
                "feed.enable-tidb-extension", "true"));

        assertThat(settings().mirror().format()).isEqualTo(Format.CANAL_JSON);
        assertThat(settings().feed().outputRawChangeEvent()).isTrue();
    }

    @Test
    void anUnknownKeyStopsTheStartWithTheNearestName() {
        assertThatThrownBy(() -> start(Map.of("feed.locaton", "file:demo/changefeed")))
                .hasStackTraceContaining("feed.locaton: unknown key; did you mean feed.location?");
    }

    @Test
    void routesOfTheMirrorWithoutAFeedStopTheStart() {
        assertThatThrownBy(() -> start(Map.of())).hasStackTraceContaining("feed.location is not set");
    }

    @Test
    void settingsOfKafkasClientOnWhichCorrectnessRestsStopTheStart() {
        assertThatThrownBy(() -> start(Map.of(
                        "mirror.input", "kafka",
                        "mirror.format", "canal-json",
                        "feed.enable-tidb-extension", "true",
                        "kafka.bootstrap-servers", "127.0.0.1:1",
                        "kafka.topics", "changes",
                        "kafka.enable.auto.commit", "true")))
                .hasStackTraceContaining("kafka.enable.auto.commit: decided by the mirror");
    }

    @Test
    void theContextStopsWhenNothingIsLeftToLand() throws Exception {
        Map<String, String> once = new HashMap<>(BOOKSHOP);
        once.put("mirror.once", "true");
        start(once);

        awaitStop();
        assertThat(directory.resolve("zone/bookshop.schema/books/00000000000000000001.parquet"))
                .isRegularFile();
    }

    @Test
    void routesWithoutASourceStopTheContext() throws Exception {
        start(Map.of("mirror.input", "nobody", "feed.csv.include-commit-ts", "true"));

        awaitStop();
    }

    @Test
    void aDefectStopsTheContextInsteadOfTheThreadAlone() throws Exception {
        start(BOOKSHOP);
        CamelContext context = main.getCamelContext();

        new HostedRun(new RunWatch(context, null, settings().mirror())).run();

        assertThat(context.isStopped()).isTrue();
    }

    private void awaitStop() {
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        main.getCamelContext() == null || main.getCamelContext().isStopped());
    }

    private Settings settings() {
        return main.getCamelContext().getRegistry().lookupByNameAndType(MirrorParts.SETTINGS, Settings.class);
    }

    private void start(Map<String, String> given) throws Exception {
        Properties properties = new Properties();
        properties.putAll(given);
        properties.setProperty("landing.zone", directory.resolve("zone").toUri().toString());
        properties.setProperty("camel.management.enabled", "false");
        properties.setProperty("camel.metrics.enabled", "false");
        main.setOverrideProperties(properties);
        main.setDefaultPropertyPlaceholderLocation("false");
        main.configure().withRoutesIncludePattern("file:routes/*.camel.yaml");
        main.start();
    }
}
