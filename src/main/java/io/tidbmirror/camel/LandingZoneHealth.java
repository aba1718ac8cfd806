package io.tidbmirror.camel;

import java.io.IOException;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up while landing zone and HEAD store answer one read each. */
final class LandingZoneHealth extends AbstractHealthCheck {
    private final Landing landing;

    LandingZoneHealth(String name, Landing landing) {
        super("camel", "producer:fabric-landing-zone:" + name);
        this.landing = landing;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        try {
            landing.check();
            result.up();
        } catch (IOException e) {
            result.down()
                    .message("the landing zone or its HEAD store does not answer")
                    .error(e);
        }
    }
}
