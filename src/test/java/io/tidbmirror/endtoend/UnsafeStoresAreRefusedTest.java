package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.CommandRun;
import io.tidbmirror.azure.TamperingProxy;
import io.tidbmirror.emulator.Fault;
import io.tidbmirror.emulator.Fault.Kind;
import io.tidbmirror.emulator.Faults;
import org.junit.jupiter.api.Test;

/** Remote stores that do not keep what safety rests on, or let nobody in, have nothing landed in them. */
class UnsafeStoresAreRefusedTest extends OnRemoteStores {
    @Test
    void aZoneThatIgnoresConditionsIsRefused() {
        stores.setFaults(request -> Fault.of(Kind.IGNORE_CONDITIONS));

        assertThat(stores.command("run")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err())
                    .contains("the probe failed, nothing was landed")
                    .contains("a rename replaces no file");
        });
        assertThat(stores.command("probe")).satisfies(probe -> {
            assertThat(probe.exitCode()).isEqualTo(3);
            assertThat(probe.out())
                    .contains("FAILS landing zone: a stage file is created only if it is absent")
                    .contains("must not be used");
        });
        assertThat(stores.zone().resolve("shop.schema")).doesNotExist();
    }

    @Test
    void stateThatIgnoresConditionsIsRefused() throws Exception {
        try (TamperingProxy proxy = TamperingProxy.before(AZURITE.blobEndpoint())) {
            proxy.dropConditions();
            stores.set("landing.state", proxy.through(stores.settings().get("landing.state")));
            stores.set(
                    "azure.connection-string", AZURITE.signedConnectionString(proxy.through(AZURITE.blobEndpoint())));

            CommandRun run = stores.command("run");

            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err())
                    .contains("state: an object is created only if it is absent")
                    .contains("state: an object is replaced only by");
            assertThat(stores.zone().resolve("shop.schema")).doesNotExist();
        }
    }

    @Test
    void whatIsForbiddenOrNotThereStopsTheStartAndTellsWhatToCheck() {
        stores.setFaults(request -> Fault.of(Kind.FORBIDDEN));
        assertThat(stores.command("run")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains("403", "the role", stores.landingZone());
        });
        stores.setFaults(Faults.NONE);

        stores.set("landing.zone", stores.zoneElsewhere());
        assertThat(stores.command("run")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains("404", "check the URL");
        });

        stores.set("landing.zone", stores.landingZone());
        stores.set(
                "azure.connection-string",
                AZURITE.connectionString().replaceAll("AccountKey=.....", "AccountKey=AAAA0"));
        assertThat(stores.command("run")).satisfies(run -> {
            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains("403", stores.settings().get("landing.state"));
        });
    }
}
