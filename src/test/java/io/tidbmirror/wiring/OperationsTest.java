package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.wiring.settings.Settings;
import io.tidbmirror.wiring.settings.Sources;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationsTest {
    /** But for the server itself, which the launcher turns on. */
    @Test
    void camelRunFindsInTheShippedFileWhatOurOwnMainSets() {
        Settings webhook = Settings.parse(Map.of("mirror.input", "event-grid-webhook"));
        Map<String, String> ours = Operations.defaults(webhook.mirror());
        ours.remove("camel.server.enabled");

        assertThat(new Sources().file(Path.of("application.properties")).merged())
                .containsAllEntriesOf(ours);
    }
}
