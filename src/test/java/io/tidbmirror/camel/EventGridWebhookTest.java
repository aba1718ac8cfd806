package io.tidbmirror.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.FreePort;
import io.tidbmirror.azure.EventTexts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The webhook's route over real HTTP: right statuses, both handshakes, and nothing for who does not know the secret. */
class EventGridWebhookTest {
    private static final String SECRET = "0123456789abcdef";
    private static final String CODE = "512d38b6-c7b8-40c8-89fe-f46f9e9622b6";
    private static final String EVENT =
            EventTexts.created("acc", "https://acc.blob.core.windows.net/c/s/t/CDC000001.csv");
    private static final RememberedHints HINTS = new RememberedHints();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final RouteRun ROUTES = new RouteRun();
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        port = FreePort.find();
        ROUTES.bind(EventHints.BEAN, HINTS)
                .bind(EventGridWebhook.BEAN, new EventGridWebhook(HINTS, SECRET, null))
                .property("mirror.input", "event-grid-webhook")
                .property("camel.server.enabled", "true")
                .property("camel.server.host", "127.0.0.1")
                .property("camel.server.port", Integer.toString(port))
                .property("camel.server.max-body-size", "1048576")
                // Both servers at once, on ports other than Camel's default.
                .property("camel.management.enabled", "true")
                .property("camel.management.host", "127.0.0.1")
                .property("camel.management.port", Integer.toString(FreePort.find()))
                .route("errors")
                .route("land")
                .route("event-grid-webhook")
                .start();
    }

    @AfterAll
    static void stop() {
        ROUTES.close();
    }

    @BeforeEach
    void forget() {
        HINTS.messages.clear();
    }

    @Test
    void eventsAreHandedOn() throws Exception {
        assertThat(post(SECRET, "application/json; charset=utf-8", EVENT).statusCode())
                .isEqualTo(200);
        assertThat(post(SECRET, "application/cloudevents+json; charset=utf-8", EVENT)
                        .statusCode())
                .isEqualTo(200);
        assertThat(HINTS.messages).containsExactly(EVENT, EVENT);
    }

    @Test
    void theHandshakeOfTheEventGridSchemaIsAnswered() throws Exception {
        HttpResponse<String> answer = post(SECRET, "application/json", EventTexts.handshake("acc", CODE));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("{\"validationResponse\":\"" + CODE + "\"}");
    }

    @Test
    void theHandshakeOfCloudEventsIsAnswered() throws Exception {
        HttpResponse<String> answer = send(request(SECRET, "OPTIONS", BodyPublishers.noBody())
                .header("WebHook-Request-Origin", "eventgrid.azure.net")
                .header("WebHook-Request-Rate", "120"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("WebHook-Allowed-Origin")).hasValue("eventgrid.azure.net");
        assertThat(answer.headers().firstValue("WebHook-Allowed-Rate")).hasValue("*");
        assertThat(HINTS.messages).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "wrong", "0123456789abcdeg", "0123456789abcdef0"})
    void whoDoesNotKnowTheSecretCausesNothing(String secret) throws Exception {
        assertThat(post(secret, "application/json", EVENT).statusCode()).isEqualTo(401);
        assertThat(post(secret, "application/json", EventTexts.handshake("acc", CODE))
                        .body())
                .doesNotContain(CODE);
        assertThat(send(request(secret, "OPTIONS", BodyPublishers.noBody()).header("WebHook-Request-Origin", "x"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(HINTS.messages).isEmpty();
    }

    @Test
    void theSecretMayComeAsAHeader() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/event-grid"))
                .header("code", SECRET)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(EVENT));

        assertThat(send(request).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, no json, 400",
        "application/json, [], 400",
        "application/json, '', 400",
        "text/plain, {}, 415",
        "application/x-www-form-urlencoded, a=b, 415"
    })
    void whatCannotBeReadIsNotSentAgain(String type, String body, int status) throws Exception {
        assertThat(post(SECRET, type, body).statusCode()).isEqualTo(status);
        assertThat(HINTS.messages).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void otherMethodsAreNotAllowed(String method) throws Exception {
        assertThat(send(request(SECRET, method, BodyPublishers.noBody())).statusCode())
                .isEqualTo(405);
    }

    @Test
    void aBodyOfTwoMegabytesIsRefused() throws Exception {
        assertThat(post(SECRET, "application/json", EVENT + " ".repeat(2 << 20)).statusCode())
                .isEqualTo(413);
        assertThat(HINTS.messages).isEmpty();
    }

    @Test
    void answersTellNothingOfTheRequest() throws Exception {
        HttpResponse<String> answer = send(request(SECRET, "POST", BodyPublishers.ofString("no json"))
                .header("Content-Type", "application/json")
                .header("X-Echo", "echo"));

        assertThat(answer.body()).isEqualTo("400");
        assertThat(answer.headers().map()).doesNotContainKeys("x-echo", "code");
    }

    private static HttpResponse<String> post(String secret, String type, String body) throws Exception {
        return send(request(secret, "POST", BodyPublishers.ofString(body)).header("Content-Type", type));
    }

    private static HttpRequest.Builder request(String secret, String method, BodyPublisher body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/event-grid?code=" + secret))
                .method(method, body);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static final class RememberedHints implements EventHints {
        final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public @Nullable String take(String message) {
            if (message.contains("validationCode")) {
                return CODE;
            }
            if (!message.contains("eventType")) {
                throw new IllegalArgumentException("no event");
            }
            messages.add(message);
            return null;
        }

        @Override
        public boolean isLookDue() {
            return false;
        }
    }
}
