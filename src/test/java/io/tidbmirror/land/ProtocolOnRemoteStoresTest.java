package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.emulator.Fault;
import io.tidbmirror.emulator.Fault.Kind;
import io.tidbmirror.emulator.OneLakeEndpoint;
import io.tidbmirror.land.ProtocolSimulation.Flaw;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The simulation of {@link ProtocolPropertyTest} with the real adapters: HEAD on Azurite, the landing zone on the embedded
 * OneLake endpoint, which now and then loses a reply, so that the SDK asks twice. {@code -Dremote.seeds=100} runs more,
 * {@code -Dseed=4711} one.
 */
class ProtocolOnRemoteStoresTest {
    private static final int SEEDS = Integer.getInteger("remote.seeds", 24);
    private static final int LOST_REPLIES = 97;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();

    @TempDir
    Path folder;

    private OneLakeEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = OneLakeEndpoint.start(OneLakeEndpoint.Options.of(0, folder));
        endpoint.setFaults(request -> switch (request.call()) {
            case RENAME, DELETE, FLUSH, CREATE_FOLDER ->
                requests.incrementAndGet() % LOST_REPLIES == 0 ? Fault.of(Kind.ERROR_AFTER) : Fault.NONE;
            default -> Fault.NONE;
        });
    }

    @AfterEach
    void stop() throws IOException {
        threads.shutdownNow();
        endpoint.close();
    }

    @Test
    void everyChangeLandsOnceWhateverFails() throws IOException {
        Long only = Long.getLong("seed");
        long first = only == null ? 0 : only;
        long last = only == null ? SEEDS - 1 : only;
        Set<String> met = new TreeSet<>();
        for (long seed = first; seed <= last; seed++) {
            ProtocolSimulation simulation =
                    new ProtocolSimulation(seed, false, Flaw.NONE, Servers.at(Servers.remotePlace(endpoint)));
            try {
                simulation.run(threads);
            } catch (AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ": " + e.getMessage() + "\n  " + String.join("\n  ", simulation.trace()), e);
            }
            met.addAll(simulation.met());
        }
        assertThat(met).doesNotContain("quarantined");
        if (only == null) {
            assertThat(met).contains("crash after publish", "given up publish", "lost reply replace HEAD");
        }
    }
}
