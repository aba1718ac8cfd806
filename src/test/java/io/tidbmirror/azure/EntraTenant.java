package io.tidbmirror.azure;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A tenant as Microsoft Entra ID has them: it gives out tokens, and its public keys by HTTP. */
public final class EntraTenant implements AutoCloseable {
    public static final String ID = "11111111-2222-3333-4444-555555555555";
    public static final String AUDIENCE = "api://tidb-mirror";
    public static final String EVENT_GRID = "4962773b-9cdb-44cf-a8bf-237846a00ab7";

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile RSAKey key = newKey("one");
    private volatile boolean down;

    public EntraTenant() throws IOException, JOSEException {
        server.createContext("/" + ID + "/discovery/v2.0/keys", exchange -> {
            asked.incrementAndGet();
            byte[] keys = new JWKSet(key).toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(down ? 500 : 200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    static RSAKey newKey(String id) throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(id).generate();
    }

    /** What {@code event-grid.entra-authority} is set to. */
    public String authority() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    EntraTokens.Trust trust() {
        return new EntraTokens.Trust(authority(), ID, AUDIENCE, EVENT_GRID);
    }

    /** How often its keys were asked for. */
    int asked() {
        return asked.get();
    }

    /** Its keys cannot be had. */
    void goDown() {
        down = true;
    }

    void rotate() throws JOSEException {
        key = newKey("two");
    }

    RSAKey key() {
        return key;
    }

    /** The claims of a token of version 1 for Event Grid, as far as anybody looks at them. */
    JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer("https://sts.windows.net/" + ID + "/")
                .audience(AUDIENCE)
                .claim("tid", ID)
                .claim("appid", EVENT_GRID)
                .claim("ver", "1.0")
                .notBeforeTime(Date.from(now.minusSeconds(300)))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    }

    /** A token that is as it should be. */
    public String token() throws JOSEException {
        return token(claims -> claims);
    }

    String token(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(key, change.apply(claims()).build());
    }

    static String signed(RSAKey key, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
