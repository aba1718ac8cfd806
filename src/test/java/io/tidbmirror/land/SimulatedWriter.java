package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;

import io.tidbmirror.change.Base;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.land.ChangeLog.Trouble;
import io.tidbmirror.land.Puppet.Crash;
import java.io.IOException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A process that lands the table: takes it, lands windows below the checkpoint, starts again after a crash, and now and then in doubt. */
final class SimulatedWriter implements Runnable {
    private final String name;
    private final Wire wire;
    private final Storage storage;
    private final ChangeLog log;
    private final Random random;
    private final long base;
    private boolean calm;
    private @Nullable Base wanted;

    /**
     * A writer.
     *
     * @param base the version that the table is built on once the checkpoint is above it; 0 for none
     */
    SimulatedWriter(String name, Wire wire, Storage storage, ChangeLog log, Random random, long base) {
        this.base = base;
        this.name = name;
        this.wire = wire;
        this.storage = storage;
        this.log = log;
        this.random = random;
    }

    /** From now on reading never fails. */
    void calm() {
        calm = true;
    }

    @Override
    public void run() {
        boolean last = false;
        while (!last) {
            wire.restart();
            try {
                work(new Lander(wire.zone(), wire.heads(), new TextFormat(), LanderOptions.of(name, "simulation")));
            } catch (Crash e) {
                last = e.last();
            }
        }
    }

    private void work(Lander lander) {
        while (true) {
            try {
                wire.pause("poll");
                Head head = lander.take(TABLE);
                if (head.isOpen()) {
                    deliver(lander, head);
                }
            } catch (IOException | PoisonException e) {
                if (random.nextBoolean()) {
                    return;
                }
            }
        }
    }

    /** One window, or two, in their order or swapped. */
    private void deliver(Lander lander, Head head) throws IOException {
        long end = storage.checkpoint();
        wanted = head.base() != 0 || (base != 0 && end > base) ? new Base(base, "simulated") : null;
        long from = wanted != null && head.base() != base ? 0 : Storage.ts(head.position());
        long to = wanted != null && from <= base ? base + 1 : end;
        if (to <= from) {
            return;
        }
        long middle = from + 1 + random.nextInt((int) (to - from));
        if (middle == to || random.nextInt(4) > 0) {
            land(lander, from, random.nextBoolean() ? to : middle);
        } else if (random.nextBoolean()) {
            land(lander, from, middle);
            land(lander, middle, to);
        } else {
            try {
                land(lander, middle, to);
            } catch (StaleWindowException e) {
                land(lander, from, middle);
            }
        }
    }

    private void land(Lander lander, long from, long to) throws IOException {
        Receipt receipt = lander.land(TABLE, log.window(wanted, from, to, () -> 1 + random.nextInt(2), this::trouble));
        storage.checkAcknowledged(receipt.covered().commitTs().orElse(0));
    }

    private void trouble(String row) throws IOException {
        int dice = calm ? 0 : random.nextInt(50);
        if (dice == 1) {
            throw new IOException("the feed does not answer");
        }
        if (dice == 2) {
            Trouble.restart();
        }
    }
}
