package io.tidbmirror.land;

import io.tidbmirror.land.Puppet.Crash;
import io.tidbmirror.land.TextFormat.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** The model's broken {@code list-put}: no HEAD; the next number is the greatest one seen plus one, written if absent. */
final class ListThenPutWriter implements Runnable {
    private static final TableFolder FOLDER = TableFolder.of(ChangeLog.TABLE);

    private final Wire wire;
    private final Storage storage;
    private final ChangeLog log;
    private final Random random;

    ListThenPutWriter(Wire wire, Storage storage, ChangeLog log, Random random) {
        this.wire = wire;
        this.storage = storage;
        this.log = log;
        this.random = random;
    }

    @Override
    public void run() {
        boolean last = false;
        while (!last) {
            wire.restart();
            try {
                work(wire.zone());
            } catch (Crash e) {
                last = e.last();
            }
        }
    }

    private void work(LandingZone zone) {
        while (true) {
            try {
                wire.pause("poll");
                long newest = zone.list(FOLDER.path()).stream()
                        .mapToLong(
                                entry -> TableFolder.seqOf(entry.name(), "txt").orElse(0))
                        .max()
                        .orElse(0);
                byte[] file = newest == 0 ? null : zone.read(FOLDER.file(newest, "txt"));
                if (newest == 0 || file != null) {
                    put(zone, newest + 1, file == null ? 0 : Content.of(file).number(Provenance.TO));
                }
            } catch (IOException e) {
                // lists again
            }
        }
    }

    private void put(LandingZone zone, long seq, long from) throws IOException {
        if (storage.checkpoint() > from) {
            long to = from + 1 + random.nextInt((int) (storage.checkpoint() - from));
            String file = String.join("\n", log.rows(from, to))
                    + "\n#" + Provenance.SEQ + "=" + seq
                    + "\n#" + Provenance.FROM + "=" + from
                    + "\n#" + Provenance.TO + "=" + to + "\n";
            zone.createIfAbsent(FOLDER.file(seq, "txt"), file.stripLeading().getBytes(StandardCharsets.UTF_8));
        }
    }
}
