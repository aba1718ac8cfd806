package io.tidbmirror.wiring.monitor;

import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/** Readiness: whether the last look at the changefeed succeeded. Tells what is known already, without a request. */
public final class FeedHealth extends AbstractHealthCheck {
    private final Supplier<@Nullable String> failure;
    private final Supplier<OptionalLong> checkpoint;

    /**
     * The check of a feed.
     *
     * @param failure why the last look failed, null if it did not
     * @param checkpoint the last one that was read
     */
    public FeedHealth(Supplier<@Nullable String> failure, Supplier<OptionalLong> checkpoint) {
        super("tidb-mirror", "feed");
        this.failure = failure;
        this.checkpoint = checkpoint;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        checkpoint.get().ifPresent(ts -> result.detail("checkpoint", Long.toString(ts)));
        String reason = failure.get();
        if (reason == null) {
            result.up();
        } else {
            result.down().message("the last look at the changefeed failed: " + reason);
        }
    }
}
