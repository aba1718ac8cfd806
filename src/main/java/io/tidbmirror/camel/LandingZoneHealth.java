package io.tidbmirror.camel;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * Readiness: up while landing zone and HEAD store answer one read each, soon. A store that is down may hold the read for as
 * long as its client tries again, so the check waits a short while only, and asks nothing more before that read has ended.
 */
final class LandingZoneHealth extends AbstractHealthCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Landing landing;
    private final Executor executor;
    private @Nullable CompletableFuture<Void> asked;

    LandingZoneHealth(String name, Landing landing, Executor executor) {
        super("camel", "producer:fabric-landing-zone:" + name);
        this.landing = landing;
        this.executor = executor;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        try {
            answer().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            result.up();
        } catch (ExecutionException e) {
            result.down()
                    .message("the landing zone or its HEAD store does not answer")
                    .error(e.getCause());
        } catch (TimeoutException e) {
            result.down()
                    .message(
                            "the landing zone or its HEAD store does not answer within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.unknown();
        }
    }

    private synchronized CompletableFuture<Void> answer() {
        CompletableFuture<Void> last = asked;
        if (last == null || last.isDone()) {
            last = CompletableFuture.runAsync(this::read, executor);
            asked = last;
        }
        return last;
    }

    private void read() {
        try {
            landing.check();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
