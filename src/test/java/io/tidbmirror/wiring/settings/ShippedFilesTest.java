package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files at the top of the project are valid and agree with the code. */
class ShippedFilesTest {
    @Test
    void theDemoIsASafeConfiguration() {
        Settings settings = Settings.parse(
                new Sources().file(Path.of("demo/bookshop.properties")).merged());

        assertThatCode(settings::requireSafe).doesNotThrowAnyException();
        assertThat(settings.mirror().once()).isTrue();
        assertThat(Objects.requireNonNull(settings.feed().location()).folder().resolve("metadata"))
                .isRegularFile();
    }

    @Test
    void theMirrorOfTheCompositionIsASafeConfiguration() throws IOException {
        Map<String, Object> mirror = service("mirror");
        Map<String, String> environment = new HashMap<>();
        map(mirror.get("environment")).forEach((name, value) -> environment.put(name, String.valueOf(value)));

        Settings settings =
                Settings.parse(new Sources().environment(environment::get).merged());

        assertThatCode(settings::requireSafe).doesNotThrowAnyException();
        assertThat(settings.feed().terminator()).isEqualTo("\n");
        assertThat(environment.keySet())
                .allMatch(name -> name.equals("LC_ALL")
                        || Settings.names().stream().anyMatch(key -> key.toUpperCase(Locale.ROOT)
                                .replaceAll("[.-]", "_")
                                .equals(name)));
    }

    @Test
    void everyServiceIsPinnedAndHasAHealthCheck() throws IOException {
        Map<String, Object> services = map(composition().get("services"));

        assertThat(services).containsOnlyKeys("mirror", "azurite");
        for (String name : services.keySet()) {
            Map<String, Object> service = service(name);
            assertThat(service.get("image")).asString().matches(".+:[0-9]+\\.[0-9]+.*");
            assertThat(map(service.get("healthcheck"))).containsKeys("test", "interval", "timeout", "retries");
        }
        assertThat(ports(service("azurite"))).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void theCompositionMountsWhatTheProjectHas() throws IOException {
        List<String> mounted = strings(service("mirror").get("volumes"));

        assertThat(mounted)
                .contains("./routes:/app/routes:ro", "./application.properties:/app/application.properties:ro")
                .anyMatch(volume -> volume.startsWith("${CHANGEFEED:-./demo/changefeed}:"));
        assertThat(Path.of("demo/changefeed")).isDirectory();
        assertThat(Path.of("routes")).isDirectory();
    }

    @Test
    void theReadmeNamesTheCommandsTheBuildHas() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme).contains("\nmvn -q\n", "\nmvn verify\n", "java -jar target/tidb-mirror.jar");
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<defaultGoal>");
        assertThat(Files.readString(Path.of(".ci/run"))).contains("mvn -B -ntp verify");
        assertThat(Files.isExecutable(Path.of(".ci/run"))).isTrue();
    }

    @Test
    void linksBetweenDocumentsLeadSomewhere() throws IOException {
        for (String document :
                List.of("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")) {
            Matcher link = Pattern.compile("]\\(([^)#:]+)\\)").matcher(Files.readString(Path.of(document)));
            while (link.find()) {
                assertThat(Path.of(link.group(1))).as("link in " + document).exists();
            }
        }
    }

    private static Map<String, Object> service(String name) throws IOException {
        return map(map(composition().get("services")).get(name));
    }

    private static Map<String, Object> composition() throws IOException {
        return map(new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build())
                .loadFromString(Files.readString(Path.of("docker-compose.yml"))));
    }

    private static List<String> ports(Map<String, Object> service) {
        return strings(service.get("ports"));
    }

    private static List<String> strings(Object node) {
        assertThat(node).isInstanceOf(List.class);
        return ((List<?>) node).stream().map(String::valueOf).toList();
    }

    private static Map<String, Object> map(Object node) {
        assertThat(node).isInstanceOf(Map.class);
        Map<String, Object> map = new HashMap<>();
        ((Map<?, ?>) node).forEach((key, value) -> map.put(String.valueOf(key), value));
        return map;
    }
}
