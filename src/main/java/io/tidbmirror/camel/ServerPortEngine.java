package io.tidbmirror.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;

/**
 * Connects {@code platform-http} routes to the server's port. Camel 4.17.0 looks for port 8080, whatever the server has, once
 * the management server is on too.
 */
final class ServerPortEngine extends VertxPlatformHttpEngine {
    static final String BEAN = "platform-http-engine";

    private static final String PORT = "camel.server.port";

    ServerPortEngine(CamelContext context) {
        setCamelContext(context);
    }

    @Override
    public int getServerPort() {
        return getCamelContext()
                .getPropertiesComponent()
                .resolveProperty(PORT)
                .map(Integer::parseInt)
                .orElseGet(super::getServerPort);
    }
}
