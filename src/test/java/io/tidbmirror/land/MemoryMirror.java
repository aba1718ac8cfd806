package io.tidbmirror.land;

import io.tidbmirror.change.Base;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processes of a mirror that lands one table in memory. */
final class MemoryMirror {
    final MemoryLandingZone zone = new MemoryLandingZone();
    final MemoryHeadStore heads = new MemoryHeadStore();

    /** A process. */
    Lander lander() {
        return lander(Failpoints.NONE);
    }

    /** A process that dies at a place. */
    Lander landerThatDiesAt(String place) {
        return lander(name -> {
            if (name.equals(place)) {
                throw new IOException("dies");
            }
        });
    }

    Lander lander(Failpoints failpoints) {
        return new Lander(
                zone,
                heads,
                new TextFormat(),
                LanderOptions.of("test", "zone 1").withFailpoints(failpoints));
    }

    /** HEAD of the table. */
    Head head() throws IOException {
        return lander().heads().get(0);
    }

    /** Rows of the table's landing files. */
    List<String> landed() {
        TableFolder folder = TableFolder.of(ChangeLog.TABLE);
        List<String> rows = new ArrayList<>();
        byte[] file = zone.read(folder.file(1, "txt"));
        for (long seq = 1; file != null; file = zone.read(folder.file(++seq, "txt"))) {
            rows.addAll(TextFormat.Content.of(file).rows());
        }
        return rows;
    }

    /** What a mirror does: windows from wherever HEAD says, a commit a file, to version 30 and then to the end. */
    void goOn(Lander lander, ChangeLog log, Base base) throws IOException {
        for (int windows = 0; windows < 10; windows++) {
            Head head = lander.take(ChangeLog.TABLE);
            long from = head.base() == base.version() ? Storage.ts(head.position()) : 0;
            if (from >= 45) {
                return;
            }
            long to = from < 31 ? 31 : 45;
            lander.land(ChangeLog.TABLE, log.based(base, from, to, () -> 1));
        }
        throw new AssertionError("no end: " + lander.take(ChangeLog.TABLE));
    }
}
