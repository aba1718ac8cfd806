package io.tidbmirror.emulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** HTTP in front of the calls, and the faults between them. */
final class DfsServer {
    private static final Logger LOG = LoggerFactory.getLogger(OneLakeEndpoint.class);
    private static final long MAX_BODY = 256L << 20;
    private static final int WORKERS = 16;
    private static final long START_SECONDS = 30;

    private final DfsCalls calls;
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(2)
            .setWorkerPoolSize(WORKERS)
            .setPreferNativeTransport(false));
    private final HttpServer server = vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(16_384));
    private volatile Faults faults = Faults.NONE;

    DfsServer(DfsCalls calls) {
        this.calls = calls;
    }

    void listen(String host, int port) throws IOException {
        server.requestHandler(this::receive);
        try {
            await(server.listen(port, host));
        } catch (IOException e) {
            close();
            throw new IOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    int port() {
        return server.actualPort();
    }

    void setFaults(Faults changed) {
        faults = changed;
    }

    void close() throws IOException {
        await(vertx.close());
    }

    private static void await(Future<?> done) throws IOException {
        try {
            done.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        }
    }

    private void receive(HttpServerRequest http) {
        http.exceptionHandler(broken -> LOG.debug("{} {}: {}", http.method(), http.path(), broken.toString()));
        String length = http.getHeader("Content-Length");
        if (length != null && (length.length() > 12 || Long.parseLong(length) > MAX_BODY)) {
            refuse(http, new DfsRefusal(413, "RequestBodyTooLarge", "At most " + MAX_BODY + " bytes."));
            return;
        }
        http.body().onSuccess(body -> receive(http, body.getBytes()));
    }

    private void receive(HttpServerRequest http, byte[] body) {
        DfsRequest request;
        try {
            request = RequestReader.read(http, body);
        } catch (IllegalArgumentException e) {
            refuse(http, new DfsRefusal(400, "InvalidUri", "The URL cannot be decoded."));
            return;
        }
        act(http, request, faults.on(request));
    }

    private void act(HttpServerRequest http, DfsRequest request, Fault fault) {
        switch (fault.kind()) {
            case NONE -> answer(http, request, Duration.ZERO);
            case IGNORE_CONDITIONS -> answer(http, request.withoutConditions(), Duration.ZERO);
            case DELAYED -> answer(http, request, fault.time());
            case ERROR_BEFORE -> refuse(http, failure());
            case ERROR_AFTER -> apply(request).onComplete(done -> refuse(http, failure()));
            case FORBIDDEN ->
                refuse(http, new DfsRefusal(403, "AuthorizationPermissionMismatch", "Not permitted, on purpose."));
            case THROTTLED -> {
                http.response()
                        .putHeader("Retry-After", Long.toString(fault.time().toSeconds()));
                refuse(http, new DfsRefusal(429, "TooManyRequests", "Too many requests, on purpose."));
            }
            case RESET_BEFORE -> http.connection().close();
            case RESET_AFTER ->
                apply(request).onComplete(done -> http.connection().close());
            case APPLIED_LATE -> {
                refuse(http, failure());
                vertx.setTimer(Math.max(1, fault.time().toMillis()), late -> apply(request));
            }
            case SILENT -> LOG.debug("no answer to {}, on purpose", request);
        }
    }

    private static DfsRefusal failure() {
        return new DfsRefusal(500, "InternalError", "Failed on purpose.");
    }

    private Future<DfsReply> apply(DfsRequest request) {
        return vertx.executeBlocking(() -> calls.answer(request), false);
    }

    private void answer(HttpServerRequest http, DfsRequest request, Duration pause) {
        apply(request).onComplete(done -> {
            if (pause.isZero()) {
                reply(http, request, done);
            } else {
                vertx.setTimer(Math.max(1, pause.toMillis()), waited -> reply(http, request, done));
            }
        });
    }

    private static void reply(HttpServerRequest http, DfsRequest request, io.vertx.core.AsyncResult<DfsReply> done) {
        if (done.succeeded()) {
            send(http, done.result());
        } else if (done.cause() instanceof DfsRefusal refusal) {
            LOG.debug("{}: {} {}", request, refusal.status(), refusal.code());
            refuse(http, refusal);
        } else {
            LOG.warn("{} failed", request, done.cause());
            refuse(http, new DfsRefusal(500, "InternalError", "The emulator failed; its log tells why."));
        }
    }

    private static void refuse(HttpServerRequest http, DfsRefusal refusal) {
        boolean blob = http.method().name().equals("GET") && http.getParam("resource") == null;
        DfsReply reply = blob
                ? DfsReply.text(refusal.status(), "application/xml", refusal.xml())
                : DfsReply.text(refusal.status(), "application/json;charset=utf-8", refusal.json());
        send(http, reply.with("x-ms-error-code", refusal.code()));
    }

    private static void send(HttpServerRequest http, DfsReply reply) {
        HttpServerResponse response = http.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status())
                .putHeader("x-ms-request-id", UUID.randomUUID().toString())
                .putHeader("x-ms-version", String.valueOf(http.getHeader("x-ms-version")));
        reply.headers().forEach(response::putHeader);
        boolean head = http.method().name().equals("HEAD");
        if (reply.file() != null) {
            response.sendFile(reply.file().toString(), reply.offset(), reply.length());
        } else if (head || reply.text().isEmpty()) {
            response.end();
        } else {
            response.end(io.vertx.core.buffer.Buffer.buffer(reply.bytes()));
        }
    }
}
