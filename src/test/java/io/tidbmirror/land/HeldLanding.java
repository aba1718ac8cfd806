package io.tidbmirror.land;

import io.tidbmirror.local.LocalHeadStore;
import io.tidbmirror.local.LocalLandingZone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process that lands a change log into local folders and stops at a failpoint for ever, to be killed there. */
final class HeldLanding {
    static final long END = 65;

    private HeldLanding() {}

    /** Arguments: folder, failpoint. */
    public static void main(String[] args) throws IOException {
        land(lander(Path.of(args[0]), name -> {
            if (name.equals(args[1])) {
                System.out.println("held");
                hold();
            }
        }));
    }

    static ChangeLog log() {
        ChangeLog log = new ChangeLog();
        for (long ts = 10; ts < END; ts += 10) {
            log.commit(ts, 3);
        }
        return log;
    }

    static Lander lander(Path folder, Failpoints failpoints) throws IOException {
        return new Lander(
                new LocalLandingZone(folder.resolve("zone")),
                new LocalHeadStore(folder.resolve("state")),
                new TextFormat(),
                LanderOptions.of("test", "test").withFailpoints(failpoints));
    }

    /** Lands everything that is missing, a commit a file. */
    static void land(Lander lander) throws IOException {
        long covered = Storage.ts(lander.take(ChangeLog.TABLE));
        if (covered < END) {
            lander.land(ChangeLog.TABLE, log().window(covered, END, () -> 1, ChangeLog.Trouble.NONE));
        }
    }

    private static void hold() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
