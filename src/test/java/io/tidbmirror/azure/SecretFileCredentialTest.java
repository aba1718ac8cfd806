package io.tidbmirror.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

class SecretFileCredentialTest {
    private final TokenRequestContext storage =
            new TokenRequestContext().addScopes("https://storage.azure.com/.default");
    private final List<String> signedIn = new ArrayList<>();

    @TempDir
    Path folder;

    private SecretFileCredential of(Path file) {
        return new SecretFileCredential(file, secret -> {
            signedIn.add(secret);
            return request -> Mono.just(new AccessToken("token of " + secret, OffsetDateTime.MAX));
        });
    }

    @Test
    void theSecretIsReadAgainWhenTheFileIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "first\n");
        SecretFileCredential credential = of(file);

        assertThat(credential.getTokenSync(storage).getToken()).isEqualTo("token of first");
        assertThat(credential.getToken(storage).block().getToken()).isEqualTo("token of first");
        Files.writeString(file, "second");
        assertThat(credential.getTokenSync(storage).getToken()).isEqualTo("token of second");
        assertThat(signedIn).containsExactly("first", "second");
    }

    @Test
    void aFileWithoutASecretIsTold() throws IOException {
        Path file = folder.resolve("secret");
        assertThatThrownBy(() -> of(file).getTokenSync(storage))
                .isInstanceOf(ClientAuthenticationException.class)
                .hasMessageContaining(file.toString());
        Files.writeString(file, " \n");
        assertThatThrownBy(() -> of(file).getTokenSync(storage)).hasMessageContaining("is empty");
    }
}
