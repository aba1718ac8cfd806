package io.tidbmirror.camel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers Event Grid: both handshakes, and events in both schemas. A caller without what is asked for (the secret, a token of
 * Event Grid, or both) gets 401 and causes nothing. The status codes tell Event Grid whether to send again.
 */
public final class EventGridWebhook implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(EventGridWebhook.class);

    public static final String BEAN = "eventGridWebhook";

    /** Event Grid sends at most so much at once. */
    public static final int MAX_BYTES = 1 << 20;

    /** Query parameter or header with the secret. */
    private static final String SECRET = "code";

    private static final String BEARER = "Bearer ";

    private static final String REQUEST_ORIGIN = "WebHook-Request-Origin";
    private static final Set<String> MEDIA_TYPES =
            Set.of("application/json", "application/cloudevents+json", "application/cloudevents-batch+json");
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int TOO_LARGE = 413;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final int SERVICE_UNAVAILABLE = 503;

    private final EventHints hints;
    private final byte @Nullable [] secret;
    private final @Nullable TokenCheck tokens;

    /** Tells tokens of Event Grid from others. */
    public interface TokenCheck {
        /** Fails if that cannot be told now. */
        boolean accepts(String token) throws IOException;
    }

    /**
     * A webhook that asks for a secret, for a token, or for both.
     *
     * @throws IllegalArgumentException if it asks for nothing
     */
    public EventGridWebhook(EventHints hints, @Nullable String secret, @Nullable TokenCheck tokens) {
        if (secret == null && tokens == null) {
            throw new IllegalArgumentException("a webhook that anybody may call");
        }
        this.hints = hints;
        this.secret = secret == null ? null : digest(secret);
        this.tokens = tokens;
    }

    @Override
    public void process(Exchange exchange) {
        Message request = exchange.getMessage();
        int refusal = refusal(request);
        if (refusal != 0) {
            answer(request, refusal);
            return;
        }
        switch (header(request, Exchange.HTTP_METHOD)) {
            case "POST" -> post(request);
            case "OPTIONS" -> options(request);
            default -> answer(request, METHOD_NOT_ALLOWED);
        }
    }

    /** The status for who may not ask; 0 for who may. */
    private int refusal(Message request) {
        if (secret != null && !MessageDigest.isEqual(secret, digest(header(request, SECRET)))) {
            return UNAUTHORIZED;
        }
        String authorization = header(request, "Authorization");
        if (tokens == null || (authorization.isEmpty() && asksToSend(request))) {
            return 0;
        }
        try {
            boolean welcome = authorization.startsWith(BEARER)
                    && tokens.accepts(authorization.substring(BEARER.length()).strip());
            return welcome ? 0 : UNAUTHORIZED;
        } catch (IOException e) {
            LOG.warn("an event could not be checked and comes again: {}", e.getMessage());
            return SERVICE_UNAVAILABLE;
        }
    }

    /**
     * Whether Event Grid asks if it may send. That it shows a token then is documented nowhere; the answer tells nothing, and what
     * it sends is checked.
     */
    private static boolean asksToSend(Message request) {
        return header(request, Exchange.HTTP_METHOD).equals("OPTIONS")
                && header(request, REQUEST_ORIGIN).matches("eventgrid\\.azure\\.(net|us|cn)");
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
