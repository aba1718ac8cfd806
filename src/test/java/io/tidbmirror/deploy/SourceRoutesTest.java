package io.tidbmirror.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One word, mirror.input, swaps the source: the land route is the same for all of them. */
class SourceRoutesTest {
    private static final String LAND = "direct:land";
    private static final Pattern ASKED = Pattern.compile("'\\{\\{mirror\\.input}}' == '([a-z-]+)'");

    /** A route of a shipped file. */
    record Route(String id, String precondition, String from, Set<String> to) {
        /** The words of mirror.input that activate it. */
        Set<String> inputs() {
            Set<String> words = new TreeSet<>();
            Matcher asked = ASKED.matcher(precondition);
            while (asked.find()) {
                words.add(asked.group(1));
            }
            return words;
        }

        boolean isLand() {
            return from.equals(LAND);
        }
    }

    static Set<String> inputs() throws IOException {
        Set<String> inputs = new TreeSet<>();
        routes().forEach(route -> inputs.addAll(route.inputs()));
        return inputs;
    }

    @Test
    void oneRouteLandsWhateverTheInput() throws IOException {
        assertThat(routes().stream().filter(Route::isLand))
                .singleElement()
                .satisfies(land -> assertThat(land.precondition()).isEmpty());
    }

    @Test
    void everyOtherRouteAsksForAWordFirst() throws IOException {
        for (Route route : routes()) {
            assertThat(route.isLand() || ASKED.matcher(route.precondition()).lookingAt())
                    .as(route.id())
                    .isTrue();
            assertThat(route.precondition())
                    .as("a route asks more, never for less")
                    .doesNotContain("||");
        }
        assertThat(inputs()).contains("folder");
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void everyInputEndsInTheLandRoute(String input) throws IOException {
        List<Route> active = routes().stream()
                .filter(route -> route.inputs().contains(input))
                .toList();

        assertThat(active).filteredOn(route -> route.to().contains(LAND)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void aShippedWordIsNoWordOfAUsersOwn(String input) {
        assertThat(Settings.parse(Map.of("mirror.input", input)).mirror().customInput())
                .isFalse();
        assertThat(Settings.parse(Map.of("mirror.input", "my-" + input))
                        .mirror()
                        .customInput())
                .isTrue();
    }

    private static List<Route> routes() throws IOException {
        List<Route> routes = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml"))
                    .toList()) {
                Object items = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
                for (Object item : Yaml.list(items)) {
                    Map<String, Object> route = Yaml.map(Yaml.map(item).get("route"));
                    if (!route.isEmpty()) {
                        routes.add(route(route));
                    }
                }
            }
        }
        return routes;
    }

    private static Route route(Map<String, Object> route) {
        Set<String> uris = new TreeSet<>();
        addTargets(Yaml.map(route, "from").get("steps"), uris);
        return new Route(
                String.valueOf(route.get("id")),
                route.containsKey("precondition") ? String.valueOf(route.get("precondition")) : "",
                String.valueOf(Yaml.map(route, "from").get("uri")),
                uris);
    }

    /** The URIs of all steps, nested ones included. */
    private static void addTargets(Object node, Set<String> uris) {
        if (node instanceof List<?> steps) {
            steps.forEach(step -> addTargets(step, uris));
        } else if (node instanceof Map<?, ?> step) {
            step.forEach((word, rest) -> {
                if (word.equals("to") || word.equals("uri")) {
                    uris.add(String.valueOf(rest));
                }
                addTargets(rest, uris);
            });
        }
    }
}
