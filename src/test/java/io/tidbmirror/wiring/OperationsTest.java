package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.wiring.settings.Settings;
import io.tidbmirror.wiring.settings.Sources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
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

    @Test
    void aManagementPortThatIsTakenIsGivenUp() throws IOException {
        Properties camel = new Properties();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            camel.setProperty("camel.management.port", Integer.toString(taken.getLocalPort()));
            Operations.giveUpTakenPort(camel);

            assertThat(camel).containsEntry("camel.management.enabled", "false");
        }
        camel.remove("camel.management.enabled");
        Operations.giveUpTakenPort(camel);

        assertThat(camel).doesNotContainKey("camel.management.enabled");
    }
}
