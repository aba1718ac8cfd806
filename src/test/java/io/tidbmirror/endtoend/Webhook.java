package io.tidbmirror.endtoend;

import io.tidbmirror.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;

/** The webhook of a mirror, as Event Grid and others reach it. */
final class Webhook {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port = FreePort.find();

    /** The input and where it listens; what it asks for comes on top. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("mirror.input", "event-grid-webhook");
        settings.put("camel.server.port", Integer.toString(port));
        return settings;
    }

    /**
     * Posts an event.
     *
     * @param query what follows the path: a question mark and the secret, or nothing
     * @param authorization that header; empty: none
     */
    HttpResponse<String> post(String query, String authorization, String event)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/event-grid" + query))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(event));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
