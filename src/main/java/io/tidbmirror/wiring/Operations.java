package io.tidbmirror.wiring;

import io.tidbmirror.camel.EventGridWebhook;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.wiring.settings.MirrorSettings;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How Camel's own servers, health checks and metrics are set unless somebody says otherwise (docs/operations.md). */
final class Operations {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final String SERVER_HOST = "camel.server.host";
    private static final String SERVER_PORT = "camel.server.port";
    private static final String DEFAULT_SERVER_PORT = "8080";

    /** Apart from the port where {@code platform-http} routes listen. */
    private static final String DEFAULT_MANAGEMENT_PORT = "9876";

    private static final String MANAGEMENT = "camel.management.enabled";
    private static final String MANAGEMENT_HOST = "camel.management.host";
    private static final String MANAGEMENT_PORT = "camel.management.port";

    private Operations() {}

    /** Camel's keys and their values. A run that ends by itself is watched by nobody, and several may run on one machine. */
    static Map<String, String> defaults(MirrorSettings mirror) {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put(SERVER_HOST, LOOPBACK);
        defaults.put(MANAGEMENT_HOST, LOOPBACK);
        defaults.put(MANAGEMENT_PORT, DEFAULT_MANAGEMENT_PORT);
        defaults.put("camel.health.producers-enabled", "true");
        defaults.put("camel.opentelemetry2.enabled", "false");
        defaults.put("camel.main.jmx-management-statistics-level", "RoutesOnly");
        if (mirror.once()) {
            defaults.put(MANAGEMENT, "false");
            defaults.put("camel.metrics.enabled", "false");
            defaults.put("camel.main.jmx-enabled", "false");
        } else if (mirror.hasWebhook()) {
            defaults.put("camel.server.enabled", "true");
            defaults.put("camel.server.max-body-size", Integer.toString(EventGridWebhook.MAX_BYTES));
        }
        return defaults;
    }

    /**
     * Fails if the webhook's port is taken, on which Camel only warns: nobody would hear the events.
     *
     * @throws FatalException with the port
     */
    static void requirePort(Settings settings) {
        if (!settings.mirror().hasWebhook() || settings.mirror().once()) {
            return;
        }
        String host = settings.properties().getOrDefault(SERVER_HOST, LOOPBACK);
        String port = settings.properties().getOrDefault(SERVER_PORT, DEFAULT_SERVER_PORT);
        try {
            listen(host, port);
        } catch (IOException | IllegalArgumentException e) {
            throw FatalException.configuration(
                    SERVER_PORT + "=" + port + ": the webhook cannot listen on " + host + ": " + e.getMessage());
        }
    }

    /**
     * Leaves out health and metrics if their port is taken: rows land all the same, and what Camel tells of it is long.
     *
     * @param camel Camel's keys, all of them
     */
    static void giveUpTakenPort(Properties camel) {
        if (!camel.getProperty(MANAGEMENT, "true").equals("true")) {
            return;
        }
        String host = camel.getProperty(MANAGEMENT_HOST, LOOPBACK);
        String port = camel.getProperty(MANAGEMENT_PORT, DEFAULT_MANAGEMENT_PORT);
        try {
            listen(host, port);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn(
                    "{}={}: cannot listen on {}: {}; the mirror runs without health and metrics: if another one runs here, set"
                            + " another port",
                    MANAGEMENT_PORT,
                    port,
                    host,
                    e.getMessage());
            camel.setProperty(MANAGEMENT, "false");
        }
    }

    private static void listen(String host, String port) throws IOException {
        try (ServerSocket free = new ServerSocket()) {
            free.setReuseAddress(true);
            free.bind(new InetSocketAddress(host, Integer.parseInt(port)));
        }
    }
}
