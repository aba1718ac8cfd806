package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.land.Puppet.Crash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/**
 * The model of landing_model.py over the real lander: two writers whose requests may fail, be applied and lose their reply,
 * be applied at any later time, even after their sender gave up, crashed or started again, or be applied twice; Fabric that
 * takes files away; crashes anywhere. Every step is followed by a check of the invariants. The seed decides everything.
 */
final class ProtocolSimulation {
    /** What may be wrong on purpose. */
    enum Flaw {
        NONE,
        LIST_THEN_PUT,
        CAS_THEN_COPY,
        GREEDY_JANITOR,
        IGNORED_ETAG
    }

    private static final int WRITERS = 2;
    private static final int CALM_STEPS = 3_000;
    private static final double[] FAULT_RATES = {0.02, 0.1, 0.3};

    private final Random random;
    private final boolean newestToo;
    private final Flaw flaw;
    private final ChangeLog log = new ChangeLog();
    private final Storage storage;
    private final List<SimulatedWriter> bodies = new ArrayList<>();
    private final List<Puppet> writers = new ArrayList<>();
    private final List<String> trace = new ArrayList<>();
    private final Set<String> met = new TreeSet<>();
    private final UnreliableNetwork network;
    private final long end;
    private final long base;
    private int favourite;

    /**
     * A run.
     *
     * @param newestToo whether Fabric takes the newest file too, against its contract
     */
    ProtocolSimulation(long seed, boolean newestToo, Flaw flaw, Servers servers) {
        this.storage = new Storage(log, servers);
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
        this.newestToo = newestToo;
        this.flaw = flaw;
        int commits = 2 + random.nextInt(8);
        for (int i = 1; i <= commits; i++) {
            log.commit(10L * i, 1 + random.nextInt(3));
        }
        this.end = 10L * commits + 5;
        this.base = flaw == Flaw.NONE && random.nextInt(3) == 0 ? 5L * (1 + random.nextInt(2 * commits)) : 0;
        this.network = new UnreliableNetwork(random, FAULT_RATES[random.nextInt(FAULT_RATES.length)], trace, met);
    }

    /** Which fault met which request, for a look at what was covered. */
    Set<String> met() {
        return met;
    }

    List<String> trace() {
        return trace;
    }

    /** Runs to the end; throws {@link AssertionError} at the first step after which an invariant does not hold. */
    void run(Executor threads) throws IOException {
        prepare();
        try {
            writers.forEach(writer -> writer.start(threads));
            for (int steps = 40 + random.nextInt(200); steps > 0; steps--) {
                step();
                check();
            }
            calmDown();
            settle();
            while (network.hasLateRequests()) {
                network.applyLate();
                check();
            }
        } finally {
            stop();
        }
    }

    private void prepare() {
        if (flaw == Flaw.CAS_THEN_COPY) {
            storage.copyInsteadOfRename();
        }
        if (flaw == Flaw.IGNORED_ETAG) {
            storage.ignoreEtags();
        }
        for (int i = 0; i < WRITERS; i++) {
            Wire wire = new Wire(storage.heads(), storage.zone());
            SimulatedWriter body = new SimulatedWriter("writer-" + i, wire, storage, log, random, base);
            bodies.add(body);
            Puppet writer =
                    new Puppet(flaw == Flaw.LIST_THEN_PUT ? new ListThenPutWriter(wire, storage, log, random) : body);
            wire.connect(writer);
            writers.add(writer);
        }
    }

    private void step() throws IOException {
        int dice = random.nextInt(20);
        if (dice < 2 && network.hasLateRequests()) {
            network.applyLate();
        } else if (dice == 2) {
            fabricTakes();
        } else if (dice == 3) {
            storage.raiseCheckpoint(Math.min(end, storage.checkpoint() + random.nextInt(25)));
        } else if (dice == 4 && flaw == Flaw.GREEDY_JANITOR) {
            note("janitor deletes what HEAD does not refer to");
            storage.deleteUnreferenced();
        } else {
            deliver();
        }
    }

    /** Delivers a request of the writer that has a run, so that the other is left behind like a zombie. */
    private void deliver() {
        if (random.nextInt(10) == 0) {
            favourite = random.nextInt(writers.size());
        }
        int chosen = random.nextInt(8) == 0 ? random.nextInt(writers.size()) : favourite;
        network.deliver("writer " + chosen, writers.get(chosen));
    }

    private void fabricTakes() throws IOException {
        List<Long> visible = new ArrayList<>(storage.visible());
        if (!newestToo) {
            visible.remove(storage.published());
        }
        if (!visible.isEmpty()) {
            long seq = visible.get(random.nextInt(visible.size()));
            note("Fabric takes file " + seq);
            storage.fabricTakes(seq);
        }
    }

    /** Faults stop; one writer never moves again, and what it sent may still arrive. */
    private void calmDown() {
        network.calm();
        bodies.forEach(SimulatedWriter::calm);
        storage.raiseCheckpoint(end);
        Puppet zombie = writers.remove(random.nextInt(writers.size()));
        network.keep(zombie.request());
        zombie.fail(new Crash(true));
        favourite = 0;
        note("calm");
    }

    private void settle() throws IOException {
        for (int steps = 0; steps < CALM_STEPS; steps++) {
            if (isSettled()) {
                return;
            }
            step();
            check();
        }
        throw new AssertionError("liveness: covered does not reach the checkpoint " + end + ": " + storage.head());
    }

    private boolean isSettled() {
        Head head = storage.head();
        if (head == null) {
            return storage.isPublished(end);
        }
        boolean landed = Storage.ts(head) == end && head.isActive() && head.base() == base;
        return landed || head.status() == Head.Status.QUARANTINED;
    }

    private void check() throws IOException {
        storage.check();
        Head head = storage.head();
        if (head != null && head.status() == Head.Status.REBUILDING) {
            met.add("rebuilding");
        }
        if (head != null && head.status() == Head.Status.QUARANTINED) {
            assertThat(storage.newestTaken())
                    .as("quarantined without cause: %s", head.standing().reason())
                    .isTrue();
            met.add("quarantined");
        }
    }

    private void stop() {
        for (Puppet writer : writers) {
            if (!writer.done()) {
                writer.fail(new Crash(true));
            }
        }
    }

    private void note(String event) {
        trace.add(event);
    }
}
