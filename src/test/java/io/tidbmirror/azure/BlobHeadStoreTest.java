package io.tidbmirror.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import io.tidbmirror.land.HeadStore;
import io.tidbmirror.land.HeadStoreContract;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BlobHeadStoreTest extends HeadStoreContract {
    private final Azurite azurite = Azurite.shared();
    private final AzureUrl url = StateUrl.parse(azurite.blobEndpoint() + "/heads/" + UUID.randomUUID());

    /** A new adapter for every call: what counts is in the container. */
    @Override
    protected HeadStore store() {
        return store(url);
    }

    private HeadStore store(AzureUrl place) {
        return new BlobHeadStore(new AzureAccess(azurite.connectionString(), null), place);
    }

    @Override
    protected int increments() {
        return 4;
    }

    @Test
    void theContainerIsMadeWithTheFirstObject() throws IOException {
        AzureUrl absent = StateUrl.parse(azurite.blobEndpoint() + "/made-" + UUID.randomUUID());
        assertThat(store(absent).read("a.b")).isNull();
        assertThat(store(absent).names()).isEmpty();
        assertThat(store(absent).replace("a.b", "0x1", new byte[] {1})).isNull();

        String etag = store(absent).replace("a.b", null, new byte[] {1});
        assertThat(store(absent).replace("a.b", etag, new byte[] {2})).isNotNull();
        assertThat(store(absent).names()).isEqualTo(List.of("a.b"));
    }

    @Test
    void whatForbidsToWriteIsNotTakenForAnotherWriter() throws IOException {
        String etag = store().replace("a.b", null, new byte[] {1});
        new BlobLeaseClientBuilder()
                .blobClient(
                        azurite.blobs().getBlobContainerClient(url.container()).getBlobClient(url.path("a.b.json")))
                .buildClient()
                .acquireLease(-1);

        assertThatThrownBy(() -> store().replace("a.b", etag, new byte[] {2}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("412 LeaseIdMissing");
    }
}
