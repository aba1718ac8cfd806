package io.tidbmirror.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.batch.Window;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Receipt;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A landing zone that is down, or does not answer at all, is told soon; and it is asked by one check at a time. */
@Timeout(30)
class HealthChecksDoNotHangTest {
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void aZoneThatDoesNotAnswerIsNotReadyAndIsAskedOnce() throws Exception {
        HealthCheck health = check(new Asked() {
            @Override
            public void check() throws IOException {
                asked.incrementAndGet();
                try {
                    answer.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException(e);
                }
            }
        });

        HealthCheck.Result first = health.callReadiness();
        HealthCheck.Result second = health.callReadiness();

        assertThat(first.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(first.getMessage())
                .hasValueSatisfying(text -> assertThat(text).contains("does not answer within 2 s"));
        assertThat(second.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(asked).hasValue(1);
        answer.countDown();
        assertThat(health.callReadiness().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void aZoneThatFailsIsNotReadyAndTheProcessStaysAlive() {
        HealthCheck health = check(new Asked() {
            @Override
            public void check() throws IOException {
                throw new IOException("refused");
            }
        });

        assertThat(health.callReadiness().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health.callReadiness().getError())
                .hasValueSatisfying(e -> assertThat(e).hasMessage("refused"));
        assertThat(health.isLiveness()).isFalse();
    }

    private HealthCheck check(Landing landing) {
        LandingZoneHealth health = new LandingZoneHealth("mirror", landing, executor);
        health.setCamelContext(new DefaultCamelContext());
        return health;
    }

    private abstract static class Asked implements Landing {
        @Override
        public Receipt land(TableId table, Window window) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Covered covered(TableId table) {
            throw new UnsupportedOperationException();
        }
    }
}
