package io.tidbmirror.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.emulator.DfsRequest;
import io.tidbmirror.emulator.Fault;
import io.tidbmirror.emulator.Fault.Kind;
import io.tidbmirror.emulator.Faults;
import io.tidbmirror.emulator.OneLakeEndpoint;
import io.tidbmirror.land.LandingZone;
import io.tidbmirror.land.LandingZone.Published;
import io.tidbmirror.land.LandingZoneContract;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OneLakeLandingZoneTest extends LandingZoneContract {
    private static final int PAGE = 3;

    @TempDir
    static Path folder;

    private static OneLakeEndpoint endpoint;

    private final String database = "shop-" + UUID.randomUUID() + ".MountedRelationalDatabase";

    @BeforeAll
    static void start() throws IOException {
        endpoint = OneLakeEndpoint.start(OneLakeEndpoint.Options.of(0, folder).withPageSize(PAGE));
    }

    @AfterAll
    static void stop() throws IOException {
        endpoint.close();
    }

    @AfterEach
    void end() {
        endpoint.setFaults(Faults.NONE);
    }

    @Override
    protected LandingZone zone() throws IOException {
        return zone("bookshop");
    }

    private LandingZone zone(String workspace) throws IOException {
        endpoint.createDatabase(workspace, database);
        return new OneLakeLandingZone(
                new AzureAccess(null, null, Duration.ofMillis(10)),
                AzureUrl.parse(endpoint.landingZone(workspace, database)));
    }

    @Test
    void listingsGoOnPageByPage() throws IOException {
        zone().createFolder("t", Map.of());
        List<String> names = new ArrayList<>(List.of("_folder.id"));
        for (int i = 0; i < 3 * PAGE + 1; i++) {
            names.add("f" + i);
            zone().createIfAbsent("t/f" + i, new byte[] {1});
        }
        assertThat(zone().list("t")).extracting(LandingZone.Entry::name).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void aLargeFileComesBackAsItWasWritten() throws IOException {
        byte[] large = new byte[9 << 20];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31 + (i >> 12));
        }
        try (OutputStream out = zone().stage("_scratchPad/t/1/large")) {
            out.write(large, 0, 100);
            out.write(large[100]);
            out.write(large, 101, large.length - 101);
        }
        assertThat(zone().size("_scratchPad/t/1/large")).isEqualTo(large.length);
        assertThat(zone().read("_scratchPad/t/1/large")).isEqualTo(large);
    }

    @Test
    void namesMayHoldWhatUrlsEscape() throws IOException {
        String name = "a%20b+c ~41#é";
        zone().createFolder("t", Map.of());
        zone().createIfAbsent("t/" + name, "x".getBytes(StandardCharsets.UTF_8));
        assertThat(zone().list("t")).extracting(LandingZone.Entry::name).contains(name);
        assertThat(zone().size("t/" + name)).isEqualTo(1);
    }

    @Test
    void pathsThatLeaveTheZoneAreRefused() {
        assertThatThrownBy(() -> zone().read("../secret")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> zone().delete("a/../../secret")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> zone().deleteFolder("")).isInstanceOf(IllegalArgumentException.class);
    }

    /** The SDK asks again, and the second try finds what the first has done. */
    @ParameterizedTest
    @EnumSource(names = {"CREATE_FILE", "APPEND", "FLUSH", "RENAME", "CREATE_FOLDER", "DELETE"})
    void aReplyThatIsLostOnceChangesNothing(DfsRequest.Call call) throws IOException {
        LandingZone zone = zone();
        zone.createFolder("t", Map.of());
        loseRepliesTo(call, Kind.ERROR_AFTER, Kind.RESET_AFTER, Kind.NONE);
        try (OutputStream out = zone.stage("_scratchPad/t/1/a")) {
            out.write(9);
        }
        String id = zone.createFolder("u", Map.of()).id();
        Published published = zone.publish("_scratchPad/t/1/a", "t/a");
        zone.createIfAbsent("t/b", new byte[] {7});
        zone.createIfAbsent("t/c", new byte[] {8});
        zone.delete("t/c");
        endpoint.setFaults(Faults.NONE);

        assertThat(published).isEqualTo(call == DfsRequest.Call.RENAME ? Published.SOURCE_MISSING : Published.DONE);
        assertThat(zone.read("t/a")).containsExactly(9);
        assertThat(zone.read("t/b")).containsExactly(7);
        assertThat(zone.read("t/c")).isNull();
        assertThat(zone.folderId("u")).isEqualTo(id);
    }

    @Test
    void aDeletionThatComesLateSparesTheFolderThatTookThePlaceOfTheOneMeant() throws IOException {
        LandingZone zone = zone();
        String first = zone.createFolder("t", Map.of()).id();
        Iterator<Kind> faults = List.of(Kind.APPLIED_LATE).iterator();
        endpoint.setFaults(request -> request.call() == DfsRequest.Call.DELETE && faults.hasNext()
                ? new Fault(faults.next(), Duration.ofMillis(200))
                : Fault.NONE);

        zone.deleteFolder("t", first);
        String second = zone.createFolder("t", Map.of()).id();

        Awaitility.await().during(Duration.ofMillis(400)).until(() -> zone.folderId("t"), second::equals);
    }

    @Test
    void aConnectionThatBreaksInAFileIsResumedWhereItBroke() throws IOException {
        zone().createFolder("t", Map.of("large", new byte[400_000]));
        String url = endpoint.landingZone("bookshop", database);
        try (TroubledProxy proxy = new TroubledProxy(url)) {
            LandingZone troubled = new OneLakeLandingZone(
                    new AzureAccess(null, null, Duration.ofMillis(10)), AzureUrl.parse(proxy.through(url)));
            proxy.cut(2, 50_000);

            assertThat(troubled.read("t/large")).isEqualTo(new byte[400_000]);
            assertThat(proxy.cutsLeft()).isZero();
        }
    }

    @Test
    void throttlingIsWaitedFor() throws IOException {
        Iterator<Kind> faults = List.of(Kind.THROTTLED, Kind.THROTTLED).iterator();
        endpoint.setFaults(request -> new Fault(faults.hasNext() ? faults.next() : Kind.NONE, Duration.ofSeconds(1)));
        assertThat(zone().size("t/a")).isEqualTo(-1);
    }

    @Test
    void whatIsForbiddenTellsWhatToCheck() {
        endpoint.setFaults(request -> Fault.of(Kind.FORBIDDEN));
        assertThatThrownBy(() -> zone().size("t/a"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("403")
                .hasMessageContaining("role");
        assertThatThrownBy(() -> zone().list(""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("AuthorizationPermissionMismatch");
    }

    /** Each call of that kind meets these, one after the other, and then all over again. */
    private static void loseRepliesTo(DfsRequest.Call call, Kind... kinds) {
        AtomicInteger met = new AtomicInteger();
        endpoint.setFaults(
                request -> request.call() == call ? Fault.of(kinds[met.getAndIncrement() % kinds.length]) : Fault.NONE);
    }

    @Test
    void aWorkspaceThatIsNotThereIsNoEmptyFolder() throws IOException {
        String url = endpoint.landingZone("elsewhere", database);
        LandingZone zone =
                new OneLakeLandingZone(new AzureAccess(null, null, Duration.ofMillis(10)), AzureUrl.parse(url));
        assertThatThrownBy(() -> zone.size("x")).isInstanceOf(IOException.class).hasMessageContaining("check the URL");
        assertThatThrownBy(() -> zone.list(""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("WorkspaceNotFound");
        assertThatThrownBy(() -> zone.stage("x")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> zone.publish("x", "y")).isInstanceOf(IOException.class);
    }
}
