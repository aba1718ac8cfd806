package io.tidbmirror.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** docker-compose.yml fits together, as far as it can be seen without Docker. */
class CompositionTest {
    private static final Pattern SOURCE = Pattern.compile("(\\$\\{[A-Z]+:-)?(\\./[^:}]+)}?:.+");
    private static Map<String, Object> services;

    @BeforeAll
    static void read() throws IOException {
        services = Yaml.map(Yaml.read(Path.of("docker-compose.yml")), "services");
    }

    @Test
    void everyImageIsPinned() {
        services.forEach(
                (name, service) -> assertThat(String.valueOf(Yaml.map(service).get("image")))
                        .as(name)
                        .matches(".+:v?[0-9]+\\.[0-9]+\\.[0-9]+"));
    }

    @Test
    void whatGoesOnHasAHealthCheckAndWhatIsWaitedForFits() {
        for (String name : services.keySet()) {
            Yaml.map(service(name).get("depends_on")).forEach((other, how) -> {
                boolean once = Yaml.map(how).get("condition").equals("service_completed_successfully");
                assertThat(services).containsKey(other);
                assertThat(service(other).containsKey("healthcheck"))
                        .as(name + " waits for " + other)
                        .isEqualTo(!once);
                assertThat(once || Yaml.map(how).get("condition").equals("service_healthy"))
                        .isTrue();
                assertThat(Yaml.list(service(other).get("profiles"))
                                        .containsAll(Yaml.list(service(name).get("profiles")))
                                || Boolean.FALSE.equals(Yaml.map(how).get("required")))
                        .as(name + " and " + other + " start together")
                        .isTrue();
            });
        }
    }

    /** Without a profile that it belongs to, {@code docker compose build} passes a service over. */
    @Test
    void whatTheFirstLinesBuildIsTheImageOfEveryMirror() throws IOException {
        String text = Files.readString(Path.of("docker-compose.yml"));

        assertThat(text).doesNotContain("compose build");
        for (String name : List.of("mirror", "mirror-blob", "mirror-kafka", "onelake")) {
            assertThat(text).contains("docker build -t " + service(name).get("image") + " .");
        }
    }

    @Test
    void healthChecksAreBounded() {
        services.forEach((name, service) -> {
            Map<String, Object> check = Yaml.map(Yaml.map(service), "healthcheck");
            assertThat(check.isEmpty() || check.keySet().containsAll(List.of("test", "interval", "timeout", "retries")))
                    .as(name)
                    .isTrue();
        });
    }

    @Test
    void onlyThisMachineReachesIt() {
        for (String name : services.keySet()) {
            assertThat(Yaml.list(service(name).get("ports")))
                    .allMatch(port -> port.toString().startsWith("127.0.0.1:"));
        }
    }

    @Test
    void whatIsMountedIsThere() {
        for (String name : services.keySet()) {
            for (Object volume : Yaml.list(service(name).get("volumes"))) {
                Matcher source = SOURCE.matcher(volume.toString());
                if (source.matches() && !source.group(2).startsWith("./target")) {
                    assertThat(Path.of(source.group(2))).as(name).exists();
                }
            }
        }
    }

    @Test
    void everyMirrorStartsWithItsVariables() {
        int mirrors = 0;
        for (String name : services.keySet()) {
            if (name.equals("mirror") || name.startsWith("mirror-")) {
                mirror(name);
                mirrors++;
            }
        }
        assertThat(mirrors).isPositive();
    }

    @Test
    void theFolderIsReadAsItsChangefeedIsWritten() {
        assertThat(mirror("mirror").feed().terminator()).isEqualTo("\n");
    }

    /** What TiCDC is told is what the mirror is told: the changefeed's file is one file, and its sink URI the mirror's location. */
    @Test
    void theChangefeedIsMadeAsTheMirrorReadsIt() {
        String create = String.valueOf(
                Yaml.list(service("changefeed-blob").get("command")).get(0));

        assertThat(String.valueOf(service("mirror-blob").get("volumes")))
                .contains("./demo/compose/changefeed-blob.toml:/app/changefeed.toml:ro");
        assertThat(String.valueOf(service("changefeed-blob").get("volumes")))
                .contains("./demo/compose/changefeed-blob.toml:/changefeed.toml:ro");
        assertThat(create).contains("--config=/changefeed.toml", "azblob://changefeed/shop?protocol=csv&");
        Settings settings = mirror("mirror-blob");
        assertThat(String.valueOf(settings.feed().location())).endsWith("/devstoreaccount1/changefeed/shop");
        assertThat(settings.feed().csv().includeCommitTs()).isTrue();
        assertThat(settings.feed().terminator()).isEqualTo("\n");
    }

    @Test
    void theTopicIsMadeAsTheMirrorReadsIt() {
        String create = String.valueOf(
                Yaml.list(service("changefeed-kafka").get("command")).get(0));
        Map<String, String> read = mirror("mirror-kafka").properties();

        assertThat(create).contains("kafka://kafka:9092/tidb-changes?protocol=canal-json&enable-tidb-extension=true&");
        assertThat(read)
                .containsEntry("kafka.bootstrap-servers", "kafka:9092")
                .containsEntry("kafka.topics", "tidb-changes")
                .containsEntry("feed.content-compatible", "true")
                .containsEntry("feed.enable-tidb-extension", "true");
    }

    /** The settings of a service; the changefeed's file is read where the composition mounts it from. */
    private static Settings mirror(String name) {
        Map<String, Object> variables = new HashMap<>(Yaml.map(service(name), "environment"));
        Object config = variables.get("FEED_CHANGEFEED_CONFIG");
        for (Object volume : Yaml.list(service(name).get("volumes"))) {
            if (config != null && volume.toString().contains(":" + config + ":")) {
                variables.put("FEED_CHANGEFEED_CONFIG", volume.toString().split(":")[0]);
            }
        }
        return Variables.assertStart(variables);
    }

    private static Map<String, Object> service(String name) {
        return Yaml.map(services.get(name));
    }
}
