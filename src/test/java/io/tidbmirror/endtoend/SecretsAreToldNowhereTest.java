package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.emulator.Fault;
import io.tidbmirror.emulator.Fault.Kind;
import io.tidbmirror.emulator.Faults;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, signatures and passwords of remote stores are in nothing that the mirror says, whatever fails. */
class SecretsAreToldNowhereTest extends OnRemoteStores {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void secretsAreInNoLogNoMessageAndNoStatus(boolean signature) throws Exception {
        String connection =
                signature ? AZURITE.signedConnectionString(AZURITE.blobEndpoint()) : AZURITE.connectionString();
        stores.set("azure.connection-string", connection);
        stores.set("event-grid.secret", "webhook-secret-4711");
        StringBuilder said = new StringBuilder();
        for (Kind kind : new Kind[] {Kind.NONE, Kind.FORBIDDEN, Kind.ERROR_BEFORE}) {
            stores.setFaults(request -> Fault.of(kind));
            said.append(process());
        }
        stores.setFaults(Faults.NONE);
        for (String word : new String[] {"status", "verify", "probe"}) {
            said.append(stores.command(word));
        }
        stores.set("landing.state", AZURITE.blobEndpoint() + "/state/p?sig=signature-of-a-url-4712");
        said.append(stores.command("run")).append(process());
        stores.set("landing.state", "https://user-4713:word-4713@account.blob.core.windows.net/state");
        said.append(stores.command("run"));
        stores.set("azure.connection-string", "AccountName=a;AccountKee=" + connection);
        said.append(stores.command("probe")).append(stores.command("run"));

        assertThat(said).contains("landed shop.book", "403");
        assertThat(secrets(connection)).isNotEmpty().allSatisfy(secret -> assertThat(said)
                .doesNotContain(secret));
        assertThat(said).doesNotContain("webhook-secret-4711", "signature-of-a-url-4712", "4713");
    }

    /** What is secret in a connection string, as it stands and decoded. */
    private static List<String> secrets(String connection) {
        Matcher secret = Pattern.compile("(?:AccountKey=|sig=)([^;&]+)").matcher(connection);
        assertThat(secret.find()).isTrue();
        return List.of(secret.group(1), URLDecoder.decode(secret.group(1).replace("+", "%2B"), StandardCharsets.UTF_8));
    }

    /** What the real process logs, with everything at DEBUG that can be. */
    private String process() throws Exception {
        Path log = Files.createTempFile(folder, "log", ".txt");
        List<String> jvm =
                List.of("-XX:TieredStopAtLevel=1", "-Xmx256m", "-DAZURE_HTTP_LOG_DETAIL_LEVEL=BODY_AND_HEADERS");
        Process process = MirrorProcess.start(folder, log, jvm, stores.settings());
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return Files.readString(log);
    }
}
