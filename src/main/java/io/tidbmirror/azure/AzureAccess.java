package io.tidbmirror.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import com.azure.storage.file.datalake.DataLakeFileSystemClient;
import com.azure.storage.file.datalake.DataLakeFileSystemClientBuilder;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the clients of Azure Storage, with one credential and the one retry policy there is: no caller retries a request
 * around it. Thread safe.
 */
public final class AzureAccess {
    private static final int TRIES = 4;
    private static final Duration TRY_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration FIRST_DELAY = Duration.ofMillis(400);
    private static final Duration LAST_DELAY = Duration.ofSeconds(4);

    private final @Nullable ConnectionString connectionString;
    private final @Nullable Path clientSecretFile;
    private final Duration firstDelay;
    private @Nullable TokenCredential credential;

    /**
     * Access by a connection string, by a client secret, or by the credentials of the environment.
     *
     * @param connectionString of an emulator or an account, with its key or a shared access signature; goes to that account
     *     only. Null, and other accounts: the credentials, or none at all where the URL is plain http, which is never sent a
     *     token
     * @param clientSecretFile of a client secret, to stand for {@code DefaultAzureCredential}; null for none
     * @throws IllegalArgumentException if it cannot be understood, with the reason and without its secret
     */
    public AzureAccess(@Nullable String connectionString, @Nullable Path clientSecretFile) {
        this(connectionString, clientSecretFile, FIRST_DELAY);
    }

    /** With a pause of its own before the second try. */
    AzureAccess(@Nullable String connectionString, @Nullable Path clientSecretFile, Duration firstDelay) {
        this.firstDelay = firstDelay;
        this.clientSecretFile = clientSecretFile;
        this.connectionString = connectionString == null ? null : ConnectionString.parse(connectionString);
    }

    /** The container of a URL. */
    BlobContainerClient container(AzureUrl url) {
        BlobServiceClientBuilder builder = new BlobServiceClientBuilder().retryOptions(retryOptions());
        identify(url, builder::credential, builder::sasToken, builder::credential);
        return builder.endpoint(url.endpoint()).buildClient().getBlobContainerClient(url.container());
    }

    /** The file system of a URL; on OneLake, the workspace. */
    DataLakeFileSystemClient fileSystem(AzureUrl url) {
        DataLakeFileSystemClientBuilder builder = new DataLakeFileSystemClientBuilder().retryOptions(retryOptions());
        identify(url, builder::credential, builder::sasToken, builder::credential);
        return builder.endpoint(url.endpoint()).fileSystemName(url.container()).buildClient();
    }

    /** The queue service of a URL. A request that fails is not tried again: the next poll is soon. */
    public QueueServiceClient queues(AzureUrl url) {
        QueueServiceClientBuilder builder = new QueueServiceClientBuilder()
                .retryOptions(new RequestRetryOptions(RetryPolicyType.FIXED, 1, QUEUE_TIMEOUT, null, null, null))
                .addPolicy(QueueFailure.ofAbsence());
        identify(url, builder::credential, builder::sasToken, builder::credential);
        return builder.endpoint(url.endpoint()).buildClient();
    }

    private void identify(
            AzureUrl url,
            Consumer<StorageSharedKeyCredential> byKey,
            Consumer<String> bySignature,
            Consumer<TokenCredential> byToken) {
        ConnectionString own = connectionString;
        StorageSharedKeyCredential key = own == null ? null : own.key();
        if (own == null || !own.fits(url)) {
            if (url.endpoint().startsWith("https:")) {
                byToken.accept(credential());
            }
        } else if (key != null) {
            byKey.accept(key);
        } else {
            bySignature.accept(own.signature(url));
        }
    }

    private RequestRetryOptions retryOptions() {
        return new RequestRetryOptions(RetryPolicyType.EXPONENTIAL, TRIES, TRY_TIMEOUT, firstDelay, LAST_DELAY, null);
    }

    private synchronized TokenCredential credential() {
        TokenCredential known = credential;
        if (known == null) {
            known = clientSecretFile == null
                    ? new DefaultAzureCredentialBuilder().build()
                    : SecretFileCredential.ofEnvironment(clientSecretFile);
            credential = known;
        }
        return known;
    }
}
