package io.tidbmirror.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.HandSetClock;
import java.time.Duration;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

class RefusedCommitsTest {
    private final HandSetClock clock = new HandSetClock();
    private final RefusedCommits commits = new RefusedCommits(clock);

    @Test
    void refusalsThatGoOnForAMinuteAreToldOnce() {
        assertThat(refuse()).isFalse();
        clock.pass(Duration.ofSeconds(59));
        assertThat(refuse()).isFalse();
        clock.pass(Duration.ofSeconds(1));

        assertThat(refuse()).isTrue();
        clock.pass(Duration.ofMinutes(9));
        assertThat(refuse()).isFalse();
    }

    @Test
    void refusalsAroundRebalancesAreNotTold() {
        for (int rebalance = 0; rebalance < 3; rebalance++) {
            assertThat(refuse()).isFalse();
            clock.pass(Duration.ofSeconds(50));
            assertThat(refuse()).isFalse();
            commits.accepted();
        }
    }

    @Test
    void theyAreToldAgainWhereTheyBeginAgain() {
        refuse();
        clock.pass(Duration.ofMinutes(1));
        refuse();
        commits.accepted();

        assertThat(refuse()).isFalse();
        clock.pass(Duration.ofMinutes(1));
        assertThat(refuse()).isTrue();
    }

    private boolean refuse() {
        return commits.refused(new RebalanceInProgressException());
    }
}
