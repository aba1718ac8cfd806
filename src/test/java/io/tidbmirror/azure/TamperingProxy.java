package io.tidbmirror.azure;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in front of a service and tampers with what passes. Thread safe. */
public final class TamperingProxy implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final URI target;
    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean dropping;
    private volatile Fates fates = (request, uri) -> Fate.PASS;

    /** Decides of requests by their number, counted from 1, and path with query. */
    @FunctionalInterface
    public interface Fates {
        Fate of(int request, String uri);
    }

    /**
     * What becomes of a request.
     *
     * @param passed whether it reaches the service
     * @param status of the answer that is made up; 0 for that of the service, or for none if the request is not answered
     * @param answered whether there is an answer
     */
    public record Fate(boolean passed, int status, boolean answered) {
        public static final Fate PASS = new Fate(true, 0, true);

        /** Done, and the connection is cut in place of an answer. */
        public static final Fate LOST = new Fate(true, 0, false);

        /** Answered so, and not done. */
        public static Fate refused(int status) {
            return new Fate(false, status, true);
        }
    }

    private TamperingProxy(URI target) {
        this.target = target;
        this.server = vertx.createHttpServer().requestHandler(this::handle);
    }

    /** Starts before a service, given by any URL of it. */
    public static TamperingProxy before(String url) throws ExecutionException, InterruptedException {
        TamperingProxy proxy = new TamperingProxy(URI.create(url));
        proxy.server
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        return proxy;
    }

    /** A URL of the service through this proxy. */
    public String through(String url) {
        return url.replace(target.getAuthority(), "127.0.0.1:" + server.actualPort());
    }

    /** Takes {@code If-Match} and {@code If-None-Match} out of what passes. */
    public void dropConditions() {
        dropping = true;
    }

    /** What becomes of requests from now on. */
    public void setFates(Fates changed) {
        requests.set(0);
        fates = changed;
    }

    /** How many requests there were since then. */
    public int requests() {
        return requests.get();
    }

    private void handle(HttpServerRequest in) {
        Fate fate = fates.of(requests.incrementAndGet(), in.uri());
        in.body().onSuccess(body -> {
            if (fate.passed()) {
                pass(in, body, fate);
            } else {
                in.response().setStatusCode(fate.status()).end();
            }
        });
    }

    private void pass(HttpServerRequest in, Buffer body, Fate fate) {
        vertx.createHttpClient()
                .request(HttpMethod.valueOf(in.method().name()), target.getPort(), target.getHost(), in.uri())
                .compose(out -> copied(in, out).send(body))
                .compose(answer -> answer.body().onSuccess(content -> {
                    if (fate.answered()) {
                        answer(in, answer, content);
                    } else {
                        in.connection().close();
                    }
                }))
                .onFailure(failure -> in.connection().close());
    }

    private static void answer(HttpServerRequest in, HttpClientResponse answer, Buffer content) {
        in.response().setStatusCode(answer.statusCode());
        answer.headers().forEach(header -> in.response().putHeader(header.getKey(), header.getValue()));
        in.response().headers().remove("Transfer-Encoding");
        in.response().end(content);
    }

    private HttpClientRequest copied(HttpServerRequest in, HttpClientRequest out) {
        in.headers().forEach(header -> {
            boolean condition = header.getKey().equalsIgnoreCase("If-Match")
                    || header.getKey().equalsIgnoreCase("If-None-Match");
            if (!dropping || !condition) {
                out.putHeader(header.getKey(), header.getValue());
            }
        });
        return out;
    }

    @Override
    public void close() {
        vertx.close();
    }
}
