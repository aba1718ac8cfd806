package io.tidbmirror.wiring.monitor;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/** Liveness and readiness: down once the mirror has met an error after which it must not go on. */
public final class MirrorHealth extends AbstractHealthCheck {
    private final Supplier<? extends @Nullable Throwable> fatal;

    public MirrorHealth(Supplier<? extends @Nullable Throwable> fatal) {
        super("tidb-mirror", "mirror");
        this.fatal = fatal;
    }

    @Override
    public boolean isLiveness() {
        return true;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        Throwable error = fatal.get();
        if (error == null) {
            result.up();
        } else {
            result.down().message(error.getMessage());
        }
    }
}
