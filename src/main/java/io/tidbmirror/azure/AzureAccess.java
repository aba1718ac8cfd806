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
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the clients of Azure Storage, with one credential and the one retry policy there is: no caller retries a request
 * around it. Thread safe.
 */
public final class AzureAccess {
    private static final int TRIES = 4;
    private static final Duration TRY_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration FIRST_DELAY = Duration.ofMillis(400);
    private static final Duration LAST_DELAY = Duration.ofSeconds(4);

    private final @Nullable String connectionString;
    private @Nullable TokenCredential credential;

    /**
     * Access by a connection string, or by the credentials of the environment.
     *
     * @param connectionString of an emulator or an account; null for {@code DefaultAzureCredential}, and for none at all
     *     where the URL is plain http, which is never sent a token
     */
    public AzureAccess(@Nullable String connectionString) {
        this.connectionString = connectionString;
    }

    /** The container of a URL. */
    BlobContainerClient container(AzureUrl url) {
        BlobServiceClientBuilder builder = new BlobServiceClientBuilder().retryOptions(retryOptions());
        if (connectionString != null) {
            builder.credential(StorageSharedKeyCredential.fromConnectionString(connectionString));
        } else if (url.endpoint().startsWith("https:")) {
            builder.credential(credential());
        }
        return builder.endpoint(url.endpoint()).buildClient().getBlobContainerClient(url.container());
    }

    /** The file system of a URL; on OneLake, the workspace. */
    DataLakeFileSystemClient fileSystem(AzureUrl url) {
        DataLakeFileSystemClientBuilder builder = new DataLakeFileSystemClientBuilder().retryOptions(retryOptions());
        if (connectionString != null) {
            builder.credential(StorageSharedKeyCredential.fromConnectionString(connectionString));
        } else if (url.endpoint().startsWith("https:")) {
            builder.credential(credential());
        }
        return builder.endpoint(url.endpoint()).fileSystemName(url.container()).buildClient();
    }

    private static RequestRetryOptions retryOptions() {
        return new RequestRetryOptions(RetryPolicyType.EXPONENTIAL, TRIES, TRY_TIMEOUT, FIRST_DELAY, LAST_DELAY, null);
    }

    private synchronized TokenCredential credential() {
        TokenCredential known = credential;
        if (known == null) {
            known = new DefaultAzureCredentialBuilder().build();
            credential = known;
        }
        return known;
    }
}
