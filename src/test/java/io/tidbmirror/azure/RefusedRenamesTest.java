package io.tidbmirror.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tidbmirror.land.LandingZone;
import io.tidbmirror.land.LandingZone.Published;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that looks at the target of a rename first refuses the second try of one that was done: its source tells. */
class RefusedRenamesTest {
    private final Set<String> there = new HashSet<>();
    private HttpServer server;
    private LandingZone zone;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/account/files/zone";
        zone = new OneLakeLandingZone(new AzureAccess(null, null, Duration.ofMillis(10)), AzureUrl.parse(url));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        exchange.getResponseHeaders().add("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
        if (exchange.getRequestMethod().equals("PUT")) {
            exchange.getResponseHeaders().add("x-ms-error-code", "ConditionNotMet");
            exchange.sendResponseHeaders(412, -1);
        } else {
            boolean found = there.contains(path.substring(path.lastIndexOf('/') + 1));
            exchange.sendResponseHeaders(found ? 200 : 404, -1);
        }
        exchange.close();
    }

    @Test
    void oneWhoseSourceIsGoneWasDone() throws IOException {
        there.add("target");
        assertThat(zone.publish("source", "target")).isEqualTo(Published.SOURCE_MISSING);
    }

    @Test
    void oneWhoseSourceIsThereFoundATarget() throws IOException {
        there.add("source");
        there.add("target");
        assertThat(zone.publish("source", "target")).isEqualTo(Published.TARGET_EXISTS);
    }

    @Test
    void oneThatWasRefusedWithoutATargetIsAFailureThatTellsTheAnswer() {
        there.add("source");
        assertThatThrownBy(() -> zone.publish("source", "target"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("412 ConditionNotMet");
    }
}
