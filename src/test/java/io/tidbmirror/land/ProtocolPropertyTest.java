package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.land.ProtocolSimulation.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code -Dseeds=100000} runs more, {@code -Dseed=4711} one, whose steps are printed if it fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolPropertyTest {
    private static final long SEEDS = Long.getLong("seeds", 10_000);
    private static final long FLAW_SEEDS = 3_000;
    private static final int AT_ONCE = 4;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterAll
    void stopThreads() {
        threads.shutdownNow();
    }

    /** Several simulations at once, because each is a dialogue of threads that mostly wait for each other. */
    private Set<String> run(boolean newestToo, Flaw flaw, long from, long to) {
        Set<String> met = new ConcurrentSkipListSet<>();
        AtomicLong next = new AtomicLong(from);
        AtomicReference<AssertionError> broken = new AtomicReference<>();
        List<CompletableFuture<Void>> runs = new ArrayList<>();
        int atOnce = flaw == Flaw.NONE ? AT_ONCE : 1; // the first seed that breaks is always the same
        for (int i = 0; i < atOnce; i++) {
            runs.add(CompletableFuture.runAsync(
                    () -> {
                        for (long seed = next.getAndIncrement();
                                seed < to && broken.get() == null;
                                seed = next.getAndIncrement()) {
                            run(seed, newestToo, flaw, met, broken);
                        }
                    },
                    threads));
        }
        runs.forEach(CompletableFuture::join);
        if (broken.get() != null) {
            throw broken.get();
        }
        return met;
    }

    private void run(long seed, boolean newestToo, Flaw flaw, Set<String> met, AtomicReference<AssertionError> broken) {
        ProtocolSimulation simulation = new ProtocolSimulation(seed, newestToo, flaw, Servers.inMemory());
        try {
            simulation.run(threads);
            met.addAll(simulation.met());
        } catch (Throwable e) { // reported with the seed by whoever started the runs
            String mode = newestToo ? ", Fabric takes the newest file too" : "";
            String steps = String.join("\n  ", simulation.trace());
            broken.compareAndSet(
                    null, new AssertionError("seed " + seed + mode + ": " + e.getMessage() + "\n  " + steps, e));
        }
    }

    @Test
    void everyChangeLandsOnceWhateverFails() {
        Long seed = Long.getLong("seed");
        if (seed != null) {
            run(false, Flaw.NONE, seed, seed + 1);
            return;
        }
        Set<String> met = run(false, Flaw.NONE, 0, SEEDS);
        assertThat(met).doesNotContain("quarantined");
        for (String request : new String[] {"upload", "replace HEAD", "publish"}) {
            assertThat(met)
                    .contains("failed before " + request, "lost reply " + request, "given up " + request)
                    .contains("crash before " + request, "crash after " + request, "crash, in flight " + request);
        }
        assertThat(met).contains("rebuilding", "crash after delete old folder", "given up delete old folder");
        assertThat(met).contains("repeated replace HEAD", "repeated publish", "crash before delete folder");
    }

    @Test
    void ifFabricTakesTheNewestFileTooNoNumberIsPublishedAgain() {
        Long seed = Long.getLong("seed");
        long from = seed == null ? 0 : seed;
        Set<String> met = run(true, Flaw.NONE, from, seed == null ? SEEDS : from + 1);
        assertThat(met).contains("quarantined");
    }

    @ParameterizedTest
    @CsvSource({
        "LIST_THEN_PUT, I1: numbers without gap",
        "CAS_THEN_COPY, I1: numbers without gap",
        "GREEDY_JANITOR, I6: ",
        "IGNORED_ETAG, I5: "
    })
    void aBrokenProtocolIsCaught(Flaw flaw, String invariant) {
        assertThatThrownBy(() -> run(false, flaw, 0, FLAW_SEEDS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed ")
                .hasMessageContaining(invariant);
    }
}
