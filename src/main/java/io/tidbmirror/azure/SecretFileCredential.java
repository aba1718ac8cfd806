package io.tidbmirror.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.util.Configuration;
import com.azure.identity.ClientSecretCredentialBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Signs in with a client secret that stands in a file, and with the new one as soon as the file is replaced. Thread safe. */
final class SecretFileCredential implements TokenCredential {
    /** The request that needs the token is tried again as a whole: no loop in a loop. */
    private static final RetryOptions ONE_TRY = new RetryOptions(new FixedDelayOptions(0, Duration.ZERO));

    private final Path file;
    private final Function<String, TokenCredential> signIn;
    private @Nullable String secret;
    private @Nullable TokenCredential current;

    /**
     * A credential of a file.
     *
     * @param signIn makes the credential of a secret
     */
    SecretFileCredential(Path file, Function<String, TokenCredential> signIn) {
        this.file = file;
        this.signIn = signIn;
    }

    /** Of the application that {@code AZURE_TENANT_ID} and {@code AZURE_CLIENT_ID} name. */
    static SecretFileCredential ofEnvironment(Path file) {
        return new SecretFileCredential(file, secret -> {
            Configuration environment = Configuration.getGlobalConfiguration();
            String tenant = environment.get(Configuration.PROPERTY_AZURE_TENANT_ID);
            String client = environment.get(Configuration.PROPERTY_AZURE_CLIENT_ID);
            if (tenant == null || client == null) {
                throw refusal(
                        "the client secret of a file needs AZURE_TENANT_ID and AZURE_CLIENT_ID in the environment");
            }
            return new ClientSecretCredentialBuilder()
                    .tenantId(tenant)
                    .clientId(client)
                    .clientSecret(secret)
                    .retryOptions(ONE_TRY)
                    .build();
        });
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext request) {
        return Mono.defer(() -> current().getToken(request));
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext request) {
        return current().getTokenSync(request);
    }

    private synchronized TokenCredential current() {
        String now = read();
        TokenCredential known = current;
        if (known == null || !now.equals(secret)) {
            known = signIn.apply(now);
            current = known;
            secret = now;
        }
        return known;
    }

    private String read() {
        String found;
        try {
            found = Files.readString(file).strip();
        } catch (IOException e) {
            throw new ClientAuthenticationException("cannot read the client secret: " + e, null, e);
        }
        if (found.isEmpty()) {
            throw refusal("the file of the client secret is empty: " + file);
        }
        return found;
    }

    /** With a cause, because some clients of the SDK pass on nothing else. */
    private static ClientAuthenticationException refusal(String message) {
        return new ClientAuthenticationException(message, null, new IOException(message));
    }
}
