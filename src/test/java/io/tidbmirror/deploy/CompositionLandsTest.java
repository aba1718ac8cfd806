package io.tidbmirror.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.azure.AzureUrl;
import io.tidbmirror.azure.Azurite;
import io.tidbmirror.azure.BlobFolder;
import io.tidbmirror.emulator.OneLakeEndpoint;
import io.tidbmirror.oracle.LandingReader;
import io.tidbmirror.wiring.Mirror;
import io.tidbmirror.wiring.settings.Settings;
import io.tidbmirror.wiring.settings.Sources;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The variables of the composition's mirror land a changefeed of Azurite in the emulator; only the addresses are others. */
class CompositionLandsTest {
    private static final String AZURITE = "http://127.0.0.1:10000/devstoreaccount1";
    private static final String ONELAKE = "http://127.0.0.1:10100";

    @TempDir
    Path directory;

    @Test
    void theBookshopGoesFromAzuriteToTheEmulator() throws Exception {
        Azurite azurite = Azurite.shared();
        AzureUrl container = azurite.newContainer();
        BlobFolder.upload(Path.of("demo/changefeed"), AzureUrl.parse(container + "/shop"));
        Map<String, Object> service = Yaml.map(Yaml.read(Path.of("docker-compose.yml")), "services", "mirror-blob");

        try (OneLakeEndpoint onelake = OneLakeEndpoint.start(OneLakeEndpoint.Options.of(0, directory))) {
            Path zone = onelake.createDatabase("workspace", "mirror.MountedRelationalDatabase");
            Map<String, String> variables = new HashMap<>();
            Yaml.map(service.get("environment"))
                    .forEach((name, value) -> variables.put(
                            name,
                            value.toString()
                                    .replace(AZURITE + "/changefeed", container.toString())
                                    .replace(AZURITE + "/mirror-state", container + "-state")
                                    .replace(ONELAKE, "http://127.0.0.1:" + onelake.port())
                                    .replace("/app/changefeed.toml", "demo/compose/changefeed-blob.toml")));
            variables.put("AZURE_CONNECTION_STRING", azurite.connectionString());
            variables.put("MIRROR_ONCE", "true");
            Settings settings =
                    Settings.parse(new Sources().environment(variables::get).merged());
            settings.requireSafe();

            StringWriter out = new StringWriter();
            assertThat(new Mirror().run(settings, new PrintWriter(out))).isZero();

            assertThat(out.toString()).contains("Landed 107 rows in 1 file.");
            try (LandingReader reader = new LandingReader()) {
                assertThat(reader.read(zone.resolve("bookshop.schema/books")).rows())
                        .hasSize(107);
            }
        }
    }
}
