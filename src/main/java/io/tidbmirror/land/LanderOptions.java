package io.tidbmirror.land;

import io.tidbmirror.change.TableId;
import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * What a lander needs to know besides its ports.
 *
 * @param owner name of this process, for people
 * @param fingerprint of the configuration that must not change while a landing zone lives: the format of the files
 * @param clock tells when files are published
 * @param failpoints places for tests to hold the process
 * @param target the names under which a table is landed
 * @param observer hears what the lander does
 * @param writers threads that write while rows are read
 */
public record LanderOptions(
        String owner,
        String fingerprint,
        Clock clock,
        Failpoints failpoints,
        UnaryOperator<TableId> target,
        LandingObserver observer,
        WriterThreads writers) {
    public static LanderOptions of(String owner, String fingerprint) {
        return new LanderOptions(
                owner,
                fingerprint,
                Clock.systemUTC(),
                Failpoints.NONE,
                UnaryOperator.identity(),
                LandingObserver.NONE,
                WriterThreads.NONE);
    }

    public LanderOptions withFailpoints(Failpoints changed) {
        return new LanderOptions(owner, fingerprint, clock, changed, target, observer, writers);
    }

    public LanderOptions withTarget(UnaryOperator<TableId> changed) {
        return new LanderOptions(owner, fingerprint, clock, failpoints, changed, observer, writers);
    }

    public LanderOptions withObserver(LandingObserver changed) {
        return new LanderOptions(owner, fingerprint, clock, failpoints, target, changed, writers);
    }

    public LanderOptions withWriters(WriterThreads changed) {
        return new LanderOptions(owner, fingerprint, clock, failpoints, target, observer, changed);
    }
}
