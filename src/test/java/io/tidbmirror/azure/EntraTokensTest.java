package io.tidbmirror.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Only tokens that the tenant gave to Event Grid for this audience, and that have not expired, are accepted. */
class EntraTokensTest {
    private static final String STRANGER = "99999999-2222-3333-4444-555555555555";
    private static EntraTenant tenant;
    private static EntraTokens tokens;

    @BeforeAll
    static void start() throws Exception {
        tenant = new EntraTenant();
        tokens = new EntraTokens(tenant.trust());
    }

    @AfterAll
    static void stop() {
        tenant.close();
    }

    @Test
    void tokensOfBothVersionsAreAccepted() throws Exception {
        assertThat(tokens.accepts(tenant.token())).isTrue();
        assertThat(tokens.accepts(
                        tenant.token(claims -> claims.issuer(tenant.authority() + "/" + EntraTenant.ID + "/v2.0")
                                .claim("appid", null)
                                .claim("azp", EntraTenant.EVENT_GRID))))
                .isTrue();
    }

    /** A token and what is wrong with it. */
    record Wrong(String what, String token) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Wrong> wrongTokens() throws Exception {
        JWTClaimsSet claims = tenant.claims().build();
        String good = tenant.token();
        RSAKey another = EntraTenant.newKey(tenant.key().getKeyID());
        SignedJWT mac = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(tenant.key().getKeyID())
                        .build(),
                claims);
        mac.sign(new MACSigner(tenant.key().toRSAPublicKey().getEncoded()));
        return Stream.of(
                new Wrong("for another audience", tenant.token(c -> c.audience("api://other"))),
                new Wrong("for none", tenant.token(c -> c.audience((String) null))),
                new Wrong(
                        "of another issuer", tenant.token(c -> c.issuer("https://sts.windows.net/" + STRANGER + "/"))),
                new Wrong("of no issuer", tenant.token(c -> c.issuer(null))),
                new Wrong("of another tenant", tenant.token(c -> c.claim("tid", STRANGER))),
                new Wrong("of another sender", tenant.token(c -> c.claim("appid", STRANGER))),
                new Wrong("of another sender, version 2", tenant.token(c -> c.claim("azp", STRANGER))),
                new Wrong("of no sender", tenant.token(c -> c.claim("appid", null))),
                new Wrong(
                        "expired",
                        tenant.token(
                                c -> c.expirationTime(Date.from(Instant.now().minusSeconds(120))))),
                new Wrong("without an end", tenant.token(c -> c.expirationTime(null))),
                new Wrong(
                        "not valid yet",
                        tenant.token(
                                c -> c.notBeforeTime(Date.from(Instant.now().plusSeconds(600))))),
                new Wrong("algorithm none", new PlainJWT(claims).serialize()),
                new Wrong("unsigned", good.substring(0, good.lastIndexOf('.') + 1)),
                new Wrong(
                        "signature of another token",
                        good.substring(0, good.lastIndexOf('.'))
                                + tenant.token(c -> c.claim("x", 1)).replaceFirst(".*\\.", ".")),
                new Wrong("signed by another key of the same id", EntraTenant.signed(another, claims)),
                new Wrong("signed with the public key as a secret", mac.serialize()),
                new Wrong("no token", "x"),
                new Wrong("empty", ""));
    }

    @ParameterizedTest
    @MethodSource("wrongTokens")
    void othersAreNot(Wrong wrong) throws Exception {
        assertThat(tokens.accepts(wrong.token())).isFalse();
    }

    @Test
    void keysAreKeptAndAskedForAgainWhenTheyChange() throws Exception {
        try (EntraTenant rotating = new EntraTenant()) {
            EntraTokens asking = new EntraTokens(rotating.trust());
            for (int i = 0; i < 3; i++) {
                assertThat(asking.accepts(rotating.token())).isTrue();
            }
            assertThat(rotating.asked()).isEqualTo(1);
            String old = rotating.token();

            rotating.rotate();

            assertThat(asking.accepts(rotating.token())).isTrue();
            assertThat(asking.accepts(old)).isFalse();
            assertThat(rotating.asked()).as("forged key ids do not make it ask").isEqualTo(2);
        }
    }

    @Test
    void withoutKeysItIsNotKnown() throws Exception {
        try (EntraTenant down = new EntraTenant()) {
            down.goDown();
            EntraTokens asking = new EntraTokens(down.trust());

            assertThatThrownBy(() -> asking.accepts(down.token()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the keys of the tenant cannot be fetched");
        }
    }
}
