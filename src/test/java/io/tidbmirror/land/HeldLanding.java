package io.tidbmirror.land;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that lands a change log and stops at a failpoint for ever, to be killed there. */
final class HeldLanding {
    static final long END = 65;

    private HeldLanding() {}

    /** Arguments: failpoint, and the place as {@link Servers#at} takes it. */
    public static void main(String[] args) throws IOException {
        List<String> place = List.of(args).subList(1, args.length);
        land(lander(Servers.at(place), name -> {
            if (name.equals(args[0])) {
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

    static Lander lander(Servers servers, Failpoints failpoints) {
        return new Lander(
                servers.zone(),
                servers.heads(),
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
