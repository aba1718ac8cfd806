package io.tidbmirror.camel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Answers Event Grid: both handshakes, and events in both schemas. Who does not know the secret learns nothing and causes
 * nothing. Answers are status codes that tell Event Grid whether to send again.
 */
public final class EventGridWebhook implements Processor {
    public static final String BEAN = "eventGridWebhook";

    /** Event Grid sends at most so much at once. */
    static final int MAX_BYTES = 1 << 20;

    /** Query parameter or header with the secret. */
    private static final String SECRET = "code";

    private static final String REQUEST_ORIGIN = "WebHook-Request-Origin";
    private static final Set<String> MEDIA_TYPES =
            Set.of("application/json", "application/cloudevents+json", "application/cloudevents-batch+json");
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;

    private final EventHints hints;
    private final byte[] secret;

    public EventGridWebhook(EventHints hints, String secret) {
        this.hints = hints;
        this.secret = digest(secret);
    }

    @Override
    public void process(Exchange exchange) {
        Message request = exchange.getMessage();
        if (!MessageDigest.isEqual(secret, digest(header(request, SECRET)))) {
            answer(request, UNAUTHORIZED);
            return;
        }
        switch (header(request, Exchange.HTTP_METHOD)) {
            case "POST" -> post(request);
            case "OPTIONS" -> options(request);
            default -> answer(request, METHOD_NOT_ALLOWED);
        }
    }

    /** The handshake of CloudEvents (abuse protection of HTTP webhooks, version 1.0). */
    private static void options(Message request) {
        String origin = header(request, REQUEST_ORIGIN);
        answer(request, origin.isEmpty() ? BAD_REQUEST : OK);
        if (!origin.isEmpty()) {
            request.setHeader("WebHook-Allowed-Origin", origin);
            request.setHeader("WebHook-Allowed-Rate", "*");
        }
    }

    private void post(Message request) {
        if (!MEDIA_TYPES.contains(mediaType(request))) {
            answer(request, UNSUPPORTED_MEDIA_TYPE);
            return;
        }
        byte[] body = request.getBody(byte[].class);
        if (body != null && body.length > MAX_BYTES) {
            answer(request, TOO_LARGE);
            return;
        }
        try {
            String code = hints.take(body == null ? "" : new String(body, StandardCharsets.UTF_8));
            answer(request, OK);
            if (code != null) {
                request.setHeader(Exchange.CONTENT_TYPE, "application/json");
                request.setBody("{\"validationResponse\":\"" + code + "\"}");
            }
        } catch (IllegalArgumentException unreadable) {
            answer(request, BAD_REQUEST);
        }
    }

    private static void answer(Message message, int status) {
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "text/plain");
        message.setBody(status == OK ? "ok" : Integer.toString(status));
    }

    private static String mediaType(Message request) {
        return header(request, Exchange.CONTENT_TYPE)
                .replaceFirst(";.*", "")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static String header(Message request, String name) {
        String text = request.getHeader(name, String.class);
        return text == null ? "" : text;
    }

    /** Texts of any length become equally long, so that the comparison tells nothing. */
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
