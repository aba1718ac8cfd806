package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.decode.BinaryEncoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {
    @TempDir
    private Path folder;

    @Test
    void eachSourceOutranksThoseBeforeIt() throws IOException {
        Path application = written(
                "application.properties",
                "batch.max-rows=1\nbatch.max-age=1s\nfeed.location=a\n" + "landing.zone=a\nlanding.zero-date=text\n");
        Path config = written(
                "config.properties",
                "batch.max-age=2s\nfeed.location=c\nlanding.zone=c\n" + "landing.zero-date=clamp\n");
        Properties system = new Properties();
        system.setProperty("feed.location", "s");
        system.setProperty("landing.zone", "s");
        system.setProperty("landing.zero-date", "s");
        Map<String, String> environment = Map.of("LANDING_ZONE", "e", "LANDING_ZERO_DATE", "e");

        Map<String, String> merged = new Sources()
                .optionalFile(application)
                .file(config)
                .system(system)
                .environment(environment::get)
                .set("landing.zero-date", "null")
                .merged();

        assertThat(merged)
                .containsOnly(
                        Map.entry("batch.max-rows", "1"),
                        Map.entry("batch.max-age", "2s"),
                        Map.entry("feed.location", "s"),
                        Map.entry("landing.zone", "e"),
                        Map.entry("landing.zero-date", "null"));
    }

    @Test
    void anotherNameOfAKeyIsTheSameKeyInEverySource() throws IOException {
        Path file = written("a.properties", "feed.output-raw-change-event=true\n");

        Map<String, String> merged = new Sources()
                .file(file)
                .set("feed.cloud-storage-config.output-raw-change-event", "false")
                .merged();

        assertThat(merged).containsOnly(Map.entry("feed.output-raw-change-event", "false"));
    }

    @Test
    void twoNamesOfAKeyMayNotHaveTwoValuesInOneSource() throws IOException {
        Path file = written(
                "a.properties",
                "feed.output-raw-change-event=true\n" + "feed.cloud-storage-config.output-raw-change-event=false\n");

        assertThatThrownBy(() -> new Sources().file(file))
                .hasMessageContaining("feed.output-raw-change-event is set twice under two names");
    }

    @Test
    void theEnvironmentIsAskedForKnownKeysAndKeysInUseOnly() throws IOException {
        Set<String> asked = new HashSet<>();
        Path file = written("a.properties", "my.route-folder=in\nhome=here\n");

        new Sources().file(file).environment(name -> {
            asked.add(name);
            return null;
        });

        assertThat(asked)
                .contains("MIRROR_INPUT", "FEED_CSV_INCLUDE_COMMIT_TS", "MY_ROUTE_FOLDER", "EVENT_GRID_QUEUE")
                .contains("FEED_CLOUD_STORAGE_CONFIG_OUTPUT_RAW_CHANGE_EVENT")
                .doesNotContain("HOME", "PATH");
    }

    @Test
    void systemPropertiesOfOthersStayOut() {
        Properties system = new Properties();
        system.setProperty("java.version", "17");
        system.setProperty("camel.main.name", "m");
        system.setProperty("feed.typo", "x");

        assertThat(new Sources().system(system).merged())
                .containsOnly(Map.entry("camel.main.name", "m"), Map.entry("feed.typo", "x"));
    }

    @Test
    void charactersThatAreHardToWriteSurviveAPropertiesFile() throws IOException {
        Path file = written("a.properties", """
                feed.csv.delimiter=\\t
                feed.csv.quote=
                feed.csv.null=\\N
                feed.terminator=\\n
                tables.naïve.數據.target=plain
                """);
        Path doubled =
                written("b.properties", "feed.csv.delimiter=\\\\t\nfeed.csv.null=\\\\N\nfeed.terminator=\\\\n\n");

        Settings settings = Settings.parse(new Sources().file(file).merged());

        assertThat(settings.feed().csv().delimiter()).isEqualTo("\t");
        assertThat(settings.feed().csv().quote()).isEmpty();
        assertThat(settings.feed().csv().nullToken()).isEqualTo("\\N");
        assertThat(settings.feed().terminator()).isEqualTo("\n");
        assertThat(settings.properties()).containsKey("tables.naïve.數據.target");
        assertThat(Settings.parse(new Sources().file(doubled).merged()).feed().csv())
                .isEqualTo(new CsvSettings("\t", "\"", "\\N", false, BinaryEncoding.BASE64, false, false, false));
    }

    @Test
    void placeholdersOfCamelAreResolvedInKeysOfOurs() throws IOException {
        Path file = written("a.properties", """
                where=zone
                landing.zone=file:{{where}}/{{sys:user.name}}
                landing.state={{?nowhere}}
                feed.csv.null=\\N
                tables.include={{nowhere:shop.*}}
                custom.folder={{where}}
                """);

        assertThat(new Sources().file(file).merged())
                .isEqualTo(Map.of(
                        "where", "zone",
                        "landing.zone", "file:zone/" + System.getProperty("user.name"),
                        "feed.csv.null", "\\N",
                        "tables.include", "shop.*",
                        "custom.folder", "{{where}}"));
    }

    @Test
    void aPlaceholderThatNamesNothingIsRefusedWithoutTheValue() {
        Sources sources = new Sources().set("kafka.sasl.jaas.config", "password={{nowhere}} secret");

        assertThatThrownBy(sources::merged)
                .isInstanceOf(FatalException.class)
                .hasMessageStartingWith("kafka.sasl.jaas.config: a placeholder in its value cannot be resolved")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anAbsentFileIsAnErrorUnlessItIsOptional() {
        Path absent = folder.resolve("absent.properties");

        assertThat(new Sources().optionalFile(absent).merged()).isEmpty();
        assertThatThrownBy(() -> new Sources().file(absent))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("cannot read the configuration file " + absent);
    }

    private Path written(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @ParameterizedTest
    @CsvSource({
        "lading.zone, landing.zone",
        "snapshots.location, snapshot.location",
        "feeds.csv.quote, feed.csv.quote",
        "Mirror.Once, mirror.once"
    })
    void aKeyWhosePrefixIsMistypedIsTold(String typed, String meant) {
        Settings settings = Settings.parse(Map.of(typed, "x", "camel.server.port", "1", "orders.location", "y"));

        assertThat(settings.doubts()).singleElement().asString().contains(typed, "did you mean " + meant);
    }
}
