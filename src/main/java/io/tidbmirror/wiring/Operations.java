package io.tidbmirror.wiring;

import java.util.LinkedHashMap;
import java.util.Map;

/** How Camel's own health checks and metrics are set unless somebody says otherwise (docs/operations.md). */
final class Operations {
    private static final String LOOPBACK = "127.0.0.1";

    /** Apart from 8080, where {@code platform-http} routes listen. */
    private static final String MANAGEMENT_PORT = "9876";

    private Operations() {}

    /**
     * Camel's keys and their values.
     *
     * @param once whether the run ends by itself: nobody watches it, and several may run on one machine
     */
    static Map<String, String> defaults(boolean once) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("camel.server.host", LOOPBACK);
        defaults.put("camel.management.host", LOOPBACK);
        defaults.put("camel.management.port", MANAGEMENT_PORT);
        defaults.put("camel.health.producers-enabled", "true");
        if (once) {
            defaults.put("camel.management.enabled", "false");
            defaults.put("camel.metrics.enabled", "false");
        }
        return defaults;
    }
}
