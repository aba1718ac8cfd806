package io.tidbmirror.azure;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.concurrent.ExecutionException;

/** Stands in front of a service and drops {@code If-Match} and {@code If-None-Match} from what passes. */
public final class DroppingProxy implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final URI target;
    private final HttpServer server;

    private DroppingProxy(URI target) {
        this.target = target;
        this.server = vertx.createHttpServer().requestHandler(this::pass);
    }

    /** Starts before a service, given by any URL of it. */
    public static DroppingProxy before(String url) throws ExecutionException, InterruptedException {
        DroppingProxy proxy = new DroppingProxy(URI.create(url));
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

    private void pass(HttpServerRequest in) {
        in.body()
                .compose(body -> vertx.createHttpClient()
                        .request(HttpMethod.valueOf(in.method().name()), target.getPort(), target.getHost(), in.uri())
                        .compose(out -> copied(in, out).send(body)))
                .compose(answer -> answer.body().map(body -> {
                    in.response().setStatusCode(answer.statusCode());
                    answer.headers().forEach(header -> in.response().putHeader(header.getKey(), header.getValue()));
                    in.response().headers().remove("Transfer-Encoding");
                    in.response().end(body);
                    return body;
                }))
                .onFailure(failure -> in.connection().close());
    }

    private static HttpClientRequest copied(HttpServerRequest in, HttpClientRequest out) {
        in.headers().forEach(header -> {
            if (!header.getKey().equalsIgnoreCase("If-Match")
                    && !header.getKey().equalsIgnoreCase("If-None-Match")) {
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
