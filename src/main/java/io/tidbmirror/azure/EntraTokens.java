package io.tidbmirror.azure;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;

/**
 * Tells the access tokens of one sender, given out by Microsoft Entra ID for one audience, from all others. The keys of the
 * tenant are fetched when they are needed, kept for an hour, and asked for again when a token names an unknown one, at most
 * twice in half a minute. Thread safe.
 */
public final class EntraTokens {
    private static final Duration KEYS_KEPT = Duration.ofHours(1);
    private static final Duration KEYS_PAUSE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 1 << 18;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final Set<String> issuers;
    private final String sender;

    /**
     * Whom to believe.
     *
     * @param authority where tokens are given out, {@code https://login.microsoftonline.com}
     * @param tenant its id
     * @param audience application id, or its URI, that tokens must be meant for
     * @param sender application id of who may send them: any application of a tenant gets tokens for any audience
     */
    public record Trust(String authority, String tenant, String audience, String sender) {}

    public EntraTokens(Trust trust) {
        String tenant = trust.authority() + "/" + trust.tenant();
        // Version 1, which registrations of APIs have unless they ask for version 2.
        this.issuers = Set.of("https://sts.windows.net/" + trust.tenant() + "/", tenant + "/v2.0");
        this.sender = trust.sender();
        int patience = Math.toIntExact(PATIENCE.toMillis());
        try {
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    JWSAlgorithm.RS256,
                    JWKSourceBuilder.create(
                                    URI.create(tenant + "/discovery/v2.0/keys").toURL(),
                                    new DefaultResourceRetriever(patience, patience, MOST_BYTES))
                            .cache(KEYS_KEPT.toMillis(), 2 * PATIENCE.toMillis())
                            .refreshAheadCache(false)
                            .rateLimited(KEYS_PAUSE.toMillis())
                            .build()));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not the URL of an authority: " + trust.authority(), e);
        }
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                trust.audience(),
                new JWTClaimsSet.Builder().claim("tid", trust.tenant()).build(),
                Set.of("iss", "exp")));
    }

    /**
     * Whether a token is one of the sender's, for the audience, not expired and signed by the tenant.
     *
     * @throws IOException if the keys of the tenant cannot be fetched now
     */
    public boolean accepts(String token) throws IOException {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            String version2 = claims.getStringClaim("azp");
            String application = version2 == null ? claims.getStringClaim("appid") : version2;
            return issuers.contains(claims.getIssuer()) && sender.equals(application);
        } catch (RateLimitReachedException unknownKey) {
            return false;
        } catch (KeySourceException e) {
            throw new IOException("the keys of the tenant cannot be fetched: " + e.getMessage(), e);
        } catch (ParseException | BadJOSEException | JOSEException notOurs) {
            return false;
        }
    }
}
