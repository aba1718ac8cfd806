package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.CommandRun;
import io.tidbmirror.emulator.Fault;
import io.tidbmirror.emulator.Fault.Kind;
import io.tidbmirror.emulator.Faults;
import io.tidbmirror.oracle.LandingReader;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Landing zone on the embedded OneLake endpoint, state on Azurite: what a user of both sees. */
class RemoteStoresTest extends OnRemoteStores {
    @Test
    void everyCommandWorksOnThem() throws Exception {
        assertThat(stores.command("status").out()).startsWith("Nothing has landed in http://127.0.0.1:");
        assertThat(stores.command("probe")).satisfies(probe -> {
            assertThat(probe.exitCode()).as(probe.err()).isZero();
            assertThat(probe.out())
                    .contains("ok    landing zone: a rename replaces no file")
                    .contains("can be used");
        });

        CommandRun run = stores.command("run");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("3 files");
        try (LandingReader reader = new LandingReader()) {
            assertThat(reader.read(stores.zone().resolve("shop.schema/book")).files())
                    .hasSize(3);
        }
        assertThat(stores.command("run").out()).as("again").contains("Nothing new to land");
        assertThat(stores.command("status", "--json").out()).contains("\"table\":\"book\"", "\"seq\":3");
        assertThat(stores.command("verify")).satisfies(verify -> {
            assertThat(verify.exitCode()).as(verify.out() + verify.err()).isZero();
        });
        assertThat(stores.command("table", "remove", "shop.book", "--yes").exitCode())
                .isZero();
        assertThat(stores.zone().resolve("shop.schema/book")).doesNotExist();
        stores.set("feed.complete", "true");
        assertThat(stores.command("table", "release", "shop.book").exitCode()).isZero();
        assertThat(stores.command("table", "create", "shop.book").out()).contains("lands in shop.schema/book");
        assertThat(stores.command("run").out()).contains("3 files");
    }

    @Test
    void aLocalZoneMayHaveRemoteStateAndARemoteZoneLocalState() {
        stores.set("landing.zone", folder.resolve("zone").toUri().toString());
        assertThat(stores.command("run").exitCode()).isZero();
        assertThat(stores.command("verify").exitCode()).isZero();

        stores.set("landing.zone", stores.landingZone());
        stores.set("landing.state", folder.resolve("state").toUri().toString());
        assertThat(stores.command("run").exitCode()).isZero();
        assertThat(stores.command("verify").exitCode()).isZero();
    }

    @Test
    void aSharedAccessSignatureIsEnough() {
        stores.set("azure.connection-string", AZURITE.signedConnectionString(AZURITE.blobEndpoint()));
        assertThat(stores.command("run").exitCode()).isZero();
    }

    @Test
    void faultsThatPassAreWaitedFor() {
        AtomicInteger calls = new AtomicInteger();
        Kind[] kinds = {Kind.ERROR_BEFORE, Kind.RESET_BEFORE, Kind.ERROR_AFTER, Kind.RESET_AFTER};
        stores.setFaults(request -> {
            int call = calls.incrementAndGet();
            return call % 9 == 0 && call > 30 ? Fault.of(kinds[call / 9 % kinds.length]) : Fault.NONE;
        });
        stores.set("mirror.once-timeout", "2m");

        CommandRun run = stores.command("run");
        stores.setFaults(Faults.NONE);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(stores.command("verify")).satisfies(verify -> {
            assertThat(verify.exitCode()).as(verify.out()).isZero();
        });
    }
}
