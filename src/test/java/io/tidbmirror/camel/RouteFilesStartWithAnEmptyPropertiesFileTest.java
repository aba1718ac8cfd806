package io.tidbmirror.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No route repeats a default: all of them come from the properties source that the jar brings. */
class RouteFilesStartWithAnEmptyPropertiesFileTest {
    @TempDir
    Path folder;

    static List<Path> routeFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void startsWithDefaultsAlone(Path file) throws Exception {
        Path empty = Files.createFile(folder.resolve("application.properties"));
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:" + empty);
        // The routes of examples and of the folder name the shared error handling.
        main.configure()
                .withRoutesIncludePattern(
                        file.toUri() + "," + Path.of("routes/errors.camel.yaml").toUri());
        main.bind("mirrorSettings", Settings.parse(Map.of()));
        main.bind(WindowFeed.BEAN, new FakeFeed());
        main.bind(Landings.BEAN, new FakeLanding());
        try {
            main.start();
            CamelContext context = main.getCamelContext();
            assertThat(context.getStatus().isStarted()).isTrue();
            assertThat(context.resolvePropertyPlaceholders("{{mirror.input}} {{mirror.format}}"))
                    .isEqualTo("folder csv");
        } finally {
            main.stop();
        }
    }
}
