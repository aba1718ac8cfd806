package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.CommandRun;
import io.tidbmirror.azure.Azurite;
import io.tidbmirror.azure.DroppingProxy;
import io.tidbmirror.emulator.Fault;
import io.tidbmirror.emulator.Fault.Kind;
import io.tidbmirror.emulator.Faults;
import io.tidbmirror.emulator.OneLakeEndpoint;
import io.tidbmirror.generated.FeedColumn;
import io.tidbmirror.generated.FeedFile;
import io.tidbmirror.generated.FeedWriter;
import io.tidbmirror.oracle.LandingReader;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Landing zone on the embedded OneLake endpoint, state on Azurite: what a user of both sees. */
class RemoteStoresTest {
    private static final long VERSION = 440_000_000_000_000_000L;
    private static final String WORKSPACE = "bookshop";

    @TempDir
    static Path lake;

    private static OneLakeEndpoint endpoint;

    @TempDir
    Path folder;

    private final Azurite azurite = Azurite.shared();
    private final String database = "d" + UUID.randomUUID() + ".MountedRelationalDatabase";
    private final Map<String, String> settings = new LinkedHashMap<>(FeedWriter.settings());
    private Path zone;

    @BeforeAll
    static void startEndpoint() throws IOException {
        endpoint = OneLakeEndpoint.start(OneLakeEndpoint.Options.of(0, lake));
    }

    @AfterAll
    static void stopEndpoint() throws IOException {
        endpoint.close();
    }

    @BeforeEach
    void writeTheChangefeed() throws IOException {
        FeedWriter feed = new FeedWriter(folder.resolve("feed"));
        try (FeedFile rows = feed.create(
                        "shop",
                        "book",
                        VERSION,
                        "CREATE TABLE `book` (`id` BIGINT PRIMARY KEY,`v` VARCHAR(40))",
                        List.of(FeedColumn.key("id", "BIGINT"), FeedColumn.of("v", "VARCHAR", "40")))
                .next()) {
            rows.row('I', VERSION + 1, 1, "one");
            rows.row('I', VERSION + 2, 2, "two");
            rows.row('D', VERSION + 3, 1, "one");
        }
        feed.checkpoint(VERSION + 10);
        zone = endpoint.createDatabase(WORKSPACE, database);
        settings.put("mirror.once", "true");
        settings.put("mirror.once-timeout", "1s");
        settings.put("feed.location", folder.resolve("feed").toUri().toString());
        settings.put("landing.zone", endpoint.landingZone(WORKSPACE, database));
        settings.put("landing.state", azurite.blobEndpoint() + "/state/" + database);
        settings.put("azure.connection-string", azurite.connectionString());
        settings.put("batch.max-rows", "1");
    }

    @AfterEach
    void endFaults() {
        endpoint.setFaults(Faults.NONE);
    }

    private CommandRun command(String... words) {
        return CommandRun.of(folder, settings, words);
    }

    @Test
    void everyCommandWorksOnThem() throws Exception {
        assertThat(command("status").out()).startsWith("Nothing has landed in http://127.0.0.1:");
        assertThat(command("probe")).satisfies(probe -> {
            assertThat(probe.exitCode()).as(probe.err()).isZero();
            assertThat(probe.out())
                    .contains("ok    landing zone: a rename replaces no file")
                    .contains("can be used");
        });

        CommandRun run = command("run");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("3 files");
        try (LandingReader reader = new LandingReader()) {
            assertThat(reader.read(zone.resolve("shop.schema/book")).files()).hasSize(3);
        }
        assertThat(command("run").out()).as("again").contains("Nothing new to land");
        assertThat(command("status", "--json").out()).contains("\"table\":\"book\"", "\"seq\":3");
        assertThat(command("verify")).satisfies(verify -> {
            assertThat(verify.exitCode()).as(verify.out() + verify.err()).isZero();
        });
        assertThat(command("table", "remove", "shop.book", "--yes").exitCode()).isZero();
        assertThat(zone.resolve("shop.schema/book")).doesNotExist();
        settings.put("feed.complete", "true");
        assertThat(command("table", "release", "shop.book").exitCode()).isZero();
        assertThat(command("table", "create", "shop.book").out()).contains("lands in shop.schema/book");
        assertThat(command("run").out()).contains("3 files");
    }

    @Test
    void aLocalZoneMayHaveRemoteStateAndARemoteZoneLocalState() {
        settings.put("landing.zone", folder.resolve("zone").toUri().toString());
        assertThat(command("run").exitCode()).isZero();
        assertThat(command("verify").exitCode()).isZero();

        settings.put("landing.zone", endpoint.landingZone(WORKSPACE, database));
        settings.put("landing.state", folder.resolve("state").toUri().toString());
        assertThat(command("run").exitCode()).isZero();
        assertThat(command("verify").exitCode()).isZero();
    }

    @Test
    void aSharedAccessSignatureIsEnough() {
        settings.put("azure.connection-string", azurite.signedConnectionString(azurite.blobEndpoint()));
        assertThat(command("run").exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void secretsAreInNoLogNoMessageAndNoStatus(boolean signature) throws Exception {
        String connection =
                signature ? azurite.signedConnectionString(azurite.blobEndpoint()) : azurite.connectionString();
        settings.put("azure.connection-string", connection);
        settings.put("event-grid.secret", "webhook-secret-4711");
        StringBuilder said = new StringBuilder();
        for (Kind kind : new Kind[] {Kind.NONE, Kind.FORBIDDEN, Kind.ERROR_BEFORE}) {
            endpoint.setFaults(request -> Fault.of(kind));
            said.append(process());
        }
        endpoint.setFaults(Faults.NONE);
        for (String word : new String[] {"status", "verify", "probe"}) {
            said.append(command(word));
        }
        settings.put("landing.state", azurite.blobEndpoint() + "/state/p?sig=signature-of-a-url-4712");
        said.append(command("run")).append(process());
        settings.put("landing.state", "https://user-4713:word-4713@account.blob.core.windows.net/state");
        said.append(command("run"));
        settings.put("azure.connection-string", "AccountName=a;AccountKee=" + connection);
        said.append(command("probe")).append(command("run"));

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
        Process process = MirrorProcess.start(folder, log, jvm, settings);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return Files.readString(log);
    }

    @Test
    void aZoneThatIgnoresConditionsIsRefused() {
        endpoint.setFaults(request -> Fault.of(Kind.IGNORE_CONDITIONS));

        assertThat(command("run")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err())
                    .contains("the probe failed, nothing was landed")
                    .contains("a rename replaces no file");
        });
        assertThat(command("probe")).satisfies(probe -> {
            assertThat(probe.exitCode()).isEqualTo(3);
            assertThat(probe.out())
                    .contains("FAILS landing zone: a stage file is created only if it is absent")
                    .contains("must not be used");
        });
        assertThat(zone.resolve("shop.schema")).doesNotExist();
    }

    @Test
    void stateThatIgnoresConditionsIsRefused() throws Exception {
        try (DroppingProxy proxy = DroppingProxy.before(azurite.blobEndpoint())) {
            settings.put("landing.state", proxy.through(settings.get("landing.state")));
            settings.put(
                    "azure.connection-string", azurite.signedConnectionString(proxy.through(azurite.blobEndpoint())));

            CommandRun run = command("run");

            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err())
                    .contains("state: an object is created only if it is absent")
                    .contains("state: an object is replaced only by");
            assertThat(zone.resolve("shop.schema")).doesNotExist();
        }
    }

    @Test
    void whatIsForbiddenOrNotThereStopsTheStartAndTellsWhatToCheck() {
        endpoint.setFaults(request -> Fault.of(Kind.FORBIDDEN));
        assertThat(command("run")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains("403", "the role", endpoint.landingZone(WORKSPACE, database));
        });
        endpoint.setFaults(Faults.NONE);

        settings.put("landing.zone", endpoint.landingZone("elsewhere", database));
        assertThat(command("run")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains("404", "check the URL");
        });

        settings.put("landing.zone", endpoint.landingZone(WORKSPACE, database));
        settings.put(
                "azure.connection-string",
                azurite.connectionString().replaceAll("AccountKey=.....", "AccountKey=AAAA0"));
        assertThat(command("run")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains("403", settings.get("landing.state"));
        });
    }

    @Test
    void faultsThatPassAreWaitedFor() {
        AtomicInteger calls = new AtomicInteger();
        Kind[] kinds = {Kind.ERROR_BEFORE, Kind.RESET_BEFORE, Kind.ERROR_AFTER, Kind.RESET_AFTER};
        endpoint.setFaults(request -> {
            int call = calls.incrementAndGet();
            return call % 9 == 0 && call > 30 ? Fault.of(kinds[call / 9 % kinds.length]) : Fault.NONE;
        });
        settings.put("mirror.once-timeout", "2m");

        CommandRun run = command("run");
        endpoint.setFaults(Faults.NONE);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(command("verify")).satisfies(verify -> {
            assertThat(verify.exitCode()).as(verify.out()).isZero();
        });
    }
}
