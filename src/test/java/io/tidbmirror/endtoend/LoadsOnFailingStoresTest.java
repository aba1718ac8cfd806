package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.CommandRun;
import io.tidbmirror.azure.TamperingProxy;
import io.tidbmirror.azure.TamperingProxy.Fate;
import io.tidbmirror.emulator.Fault;
import io.tidbmirror.emulator.Fault.Kind;
import io.tidbmirror.emulator.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run that loads an export, with its landing zone on the embedded OneLake endpoint and its state on Azurite, one of which
 * refuses everything from one request on: it ends and says so, and the next run does what is left.
 */
class LoadsOnFailingStoresTest {
    /** Requests of the probe, with which a run begins; a sweep of the command probe refuses each of them. */
    private static final int ZONE_PROBE = 32;

    private static final int STATE_PROBE = 9;
    private static final int MOST_REQUESTS = 100;

    @TempDir
    Path folder;

    private TamperingProxy proxy;
    private int places;

    @BeforeEach
    void start() throws Exception {
        proxy = TamperingProxy.before(OnRemoteStores.AZURITE.blobEndpoint());
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void aLandingZoneThatRefusesLeavesNothingUndoneForTheNextRun() throws IOException {
        String done = landed();
        int at = ZONE_PROBE + 1;
        while (isMadeUpForInTheZone(at, done)) {
            at += 7;
        }
        assertThat(at).isBetween(ZONE_PROBE + 10, MOST_REQUESTS);
    }

    private boolean isMadeUpForInTheZone(int at, String done) throws IOException {
        try (RemoteStores stores = stores()) {
            AtomicInteger requests = new AtomicInteger();
            stores.setFaults(request -> requests.incrementAndGet() >= at ? Fault.of(Kind.FORBIDDEN) : Fault.NONE);
            CommandRun failed = stores.command("run");
            stores.setFaults(Faults.NONE);
            return isMadeUpFor(stores, failed, requests.get() >= at, at, done);
        }
    }

    @Test
    void aStateThatRefusesLeavesNothingUndoneForTheNextRun() throws IOException {
        String done = landed();
        int at = STATE_PROBE + 1;
        while (isMadeUpForInTheState(at, done)) {
            at += 2;
        }
        assertThat(at).isBetween(STATE_PROBE + 5, MOST_REQUESTS);
    }

    private boolean isMadeUpForInTheState(int at, String done) throws IOException {
        try (RemoteStores stores = stores()) {
            proxy.setFates((request, uri) -> request >= at ? Fate.refused(403) : Fate.PASS);
            CommandRun failed = stores.command("run");
            int requests = proxy.requests();
            proxy.setFates((request, uri) -> Fate.PASS);
            return isMadeUpFor(stores, failed, requests >= at, at, done);
        }
    }

    /** Whether the run made that request. */
    private static boolean isMadeUpFor(RemoteStores stores, CommandRun failed, boolean met, int at, String done) {
        assertThat(failed.exitCode()).as("at request %s: %s", at, failed).isEqualTo(met ? 3 : 0);
        if (met) {
            assertThat(failed.err())
                    .as("at request %s", at)
                    .startsWith("tidb-mirror: ")
                    .contains("403", "the role")
                    .containsAnyOf("run it again", "status tells")
                    .hasLineCount(1);
            assertThat(stores.command("run").exitCode()).isZero();
        }
        assertThat(status(stores)).as("again after request %s", at).isEqualTo(done);
        assertThat(stores.command("verify").exitCode()).isZero();
        return met;
    }

    @Test
    void aStatusThatIsRefusedSaysSo() throws IOException {
        try (RemoteStores stores = stores()) {
            proxy.setFates((request, uri) -> Fate.refused(403));

            CommandRun status = stores.command("status");

            assertThat(status.exitCode()).isEqualTo(3);
            assertThat(status.out()).isEmpty();
            assertThat(status.err())
                    .startsWith("tidb-mirror: cannot list HEAD objects")
                    .contains("403", "the role", "run the command again")
                    .hasLineCount(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 502, 504})
    void aClosingReportThatStorageFailsToTellIsAskedForAgain(int status) throws IOException {
        try (RemoteStores stores = stores()) {
            AtomicInteger lists = new AtomicInteger();
            proxy.setFates((request, uri) ->
                    uri.contains("comp=list") && lists.getAndIncrement() == 0 ? Fate.refused(status) : Fate.PASS);

            stores.set("mirror.once-timeout", "1m");
            CommandRun run = stores.command("run");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("ACTIVE", "Landed");
            assertThat(lists).hasValueGreaterThan(1);
        }
    }

    private String landed() throws IOException {
        try (RemoteStores stores = stores()) {
            assertThat(stores.command("run"))
                    .satisfies(run -> assertThat(run.exitCode()).as(run.err()).isZero());
            return status(stores);
        }
    }

    private static String status(RemoteStores stores) {
        return stores.command("status", "--json").out().replaceAll("\"lag_seconds\":[0-9]+", "");
    }

    private RemoteStores stores() throws IOException {
        RemoteStores stores = new RemoteStores(Files.createDirectory(folder.resolve("place-" + ++places)));
        stores.set("landing.state", proxy.through(stores.settings().get("landing.state")));
        stores.set(
                "azure.connection-string",
                OnRemoteStores.AZURITE.signedConnectionString(proxy.through(OnRemoteStores.AZURITE.blobEndpoint())));
        stores.set("mirror.once-timeout", "10ms");
        stores.set("batch.max-rows", "2");
        stores.set("snapshot.location", export().toUri().toString());
        return stores;
    }

    /** Five rows in two files, of a moment between the first change and the others. */
    private Path export() throws IOException {
        Path export = Files.createDirectories(folder.resolve("export"));
        List<String> metadata = List.of(
                "Started dump at: 2026-03-01 00:00:00",
                "SHOW MASTER STATUS:",
                "\tLog: tidb-binlog",
                "\tPos: " + (RemoteStores.VERSION + 1),
                "\tGTID:",
                "",
                "Finished dump at: 2026-03-01 00:00:01");
        Files.write(export.resolve("metadata"), metadata);
        Files.writeString(export.resolve("shop-schema-create.sql"), "CREATE DATABASE `shop`;\n");
        Files.writeString(
                export.resolve("shop.book-schema.sql"),
                "CREATE TABLE `book` (`id` BIGINT NOT NULL,`v` VARCHAR(40) DEFAULT NULL,PRIMARY KEY (`id`));\n");
        Files.writeString(
                export.resolve("shop.book.000000000.csv"), "\"id\",\"v\"\n1,\"one\"\n3,\"three\"\n4,\"four\"\n");
        Files.writeString(export.resolve("shop.book.000000001.csv"), "\"id\",\"v\"\n5,\"five\"\n6,\"six\"\n");
        return export;
    }
}
