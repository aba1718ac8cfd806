package io.tidbmirror.land;

import io.tidbmirror.change.Base;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that lands a change log and stops at a failpoint for ever, to be killed there. */
final class HeldLanding {
    static final long END = 65;

    private HeldLanding() {}

    /** Before a failpoint: the table is to be built again. */
    static final String REBUILD = "rebuild:";

    /** Arguments: failpoint, and the place as {@link Servers#at} takes it. */
    public static void main(String[] args) throws IOException {
        List<String> place = List.of(args).subList(1, args.length);
        boolean rebuilds = args[0].startsWith(REBUILD);
        String failpoint = rebuilds ? args[0].substring(REBUILD.length()) : args[0];
        Lander lander = lander(Servers.at(place), name -> {
            if (name.equals(failpoint)) {
                System.out.println("held");
                hold();
            }
        });
        if (rebuilds) {
            rebuild(lander);
        } else {
            land(lander);
        }
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

    /** Builds the table on version 35, and lands what is behind it, a commit a file. */
    static void rebuild(Lander lander) throws IOException {
        Base base = new Base(35, "for a test");
        for (int windows = 0; windows < 3; windows++) {
            Head head = lander.take(ChangeLog.TABLE);
            long from = head.base() == base.version() ? Storage.ts(head.position()) : 0;
            long to = from <= base.version() ? base.version() + 1 : END;
            if (from < END) {
                lander.land(ChangeLog.TABLE, log().based(base, from, to, () -> 1));
            }
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
