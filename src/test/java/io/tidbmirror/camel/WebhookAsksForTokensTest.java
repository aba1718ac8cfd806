package io.tidbmirror.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A webhook that asks for tokens of Microsoft Entra ID: who shows another one, or none, causes nothing. */
class WebhookAsksForTokensTest {
    private static final String SECRET = "0123456789abcdef";
    private static final Map<String, Object> GOOD = Map.of("Authorization", "Bearer good");

    private final HeardEvents events = new HeardEvents();
    private final EventGridWebhook webhook = new EventGridWebhook(events, null, token -> {
        if (token.equals("unknown")) {
            throw new IOException("no keys");
        }
        return token.equals("good");
    });

    @Test
    void eventsWithATokenAreHandedOn() {
        assertThat(status(webhook, "POST", GOOD)).isEqualTo(200);
        assertThat(events.messages).containsExactly("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "good", "Bearer", "Bearer ", "Bearer bad", "bearer-good", "Basic good"})
    void othersCauseNothing(String authorization) {
        Map<String, Object> headers = Map.of("Authorization", authorization, "code", SECRET);

        assertThat(status(webhook, "POST", headers)).isEqualTo(401);
        assertThat(status(webhook, "DELETE", headers)).isEqualTo(401);
        assertThat(events.messages).isEmpty();
    }

    @Test
    void whatCannotBeCheckedNowComesAgain() {
        assertThat(status(webhook, "POST", Map.of("Authorization", "Bearer unknown")))
                .isEqualTo(503);
        assertThat(events.messages).isEmpty();
    }

    @Test
    void eventGridMayAskWithoutATokenWhetherItMaySend() {
        assertThat(status(webhook, "OPTIONS", origin("eventgrid.azure.net"))).isEqualTo(200);
        assertThat(status(webhook, "OPTIONS", origin("example.com"))).isEqualTo(401);
        assertThat(status(webhook, "POST", origin("eventgrid.azure.net"))).isEqualTo(401);
        assertThat(events.messages).isEmpty();
    }

    @Test
    void bothAreAskedForWhereBothAreSet() {
        EventGridWebhook both = new EventGridWebhook(events, SECRET, "good"::equals);

        assertThat(status(both, "POST", GOOD)).isEqualTo(401);
        assertThat(status(both, "POST", Map.of("code", SECRET))).isEqualTo(401);
        assertThat(status(both, "OPTIONS", origin("eventgrid.azure.net"))).isEqualTo(401);
        assertThat(status(both, "POST", Map.of("code", SECRET, "Authorization", "Bearer good")))
                .isEqualTo(200);
    }

    @Test
    void aWebhookThatAsksForNothingIsNotMade() {
        assertThatThrownBy(() -> new EventGridWebhook(events, null, null)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Object> origin(String name) {
        return Map.of("WebHook-Request-Origin", name);
    }

    private static int status(EventGridWebhook webhook, String method, Map<String, Object> headers) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, method);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody("[]".getBytes(StandardCharsets.UTF_8));
        webhook.process(exchange);
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    }
}
