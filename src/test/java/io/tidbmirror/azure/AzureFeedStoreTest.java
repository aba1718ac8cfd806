package io.tidbmirror.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.feed.FeedObject;
import io.tidbmirror.feed.FeedStore;
import io.tidbmirror.feed.FeedStoreContract;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AzureFeedStoreTest extends FeedStoreContract {
    private static final Azurite AZURITE = Azurite.shared();

    private final AzureAccess access = new AzureAccess(AZURITE.connectionString(), null);
    private final AzureUrl feed = AzureUrl.parse(AZURITE.newContainer() + "/feeds/one");
    private final BlobContainerClient container = access.container(feed);
    private final AzureFeedStore store = new AzureFeedStore(access, feed);

    @Override
    protected FeedStore store() {
        return store;
    }

    @Override
    protected void write(String path, byte[] bytes) {
        container.getBlobClient("feeds/one/" + path).upload(BinaryData.fromBytes(bytes), true);
    }

    @Override
    protected void delete(String path) {
        container.getBlobClient("feeds/one/" + path).delete();
    }

    @Test
    void whatIsBesideThePrefixIsNotOfTheFeed() throws IOException {
        container.getBlobClient("feeds/one-more").upload(BinaryData.fromString("x"));
        write("metadata", new byte[] {1});

        assertThat(store.list("", true, null).objects())
                .extracting(FeedObject::path)
                .containsExactly("metadata");
    }

    @Test
    void aContainerMayBeTheFeed() throws IOException {
        AzureUrl whole = AZURITE.newContainer();
        access.container(whole).getBlobClient("s/t/x").upload(BinaryData.fromString("text"));
        AzureFeedStore root = new AzureFeedStore(access, whole);

        assertThat(root.list("", false, null).folders()).containsExactly("s");
        assertThat(root.read("s/t/x")).hasSize(4);
    }

    @Test
    void anObjectLargerThanARangeIsReadWhole() throws IOException {
        byte[] bytes = new byte[3_500_000];
        new Random(1).nextBytes(bytes);
        write("s/x", bytes);
        FeedObject object = store.list("s/", true, null).objects().get(0);

        try (InputStream in = store.open(object, 0)) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        try (InputStream in = store.open(object, 3_000_000)) {
            assertThat(in.readAllBytes()).hasSize(500_000);
        }
    }

    @Test
    void anObjectOverwrittenWhileItIsReadEndsTheReading() throws IOException {
        write("s/x", new byte[3_000_000]);
        FeedObject object = store.list("s/", true, null).objects().get(0);

        try (InputStream in = store.open(object, 0)) {
            in.readNBytes(10);
            write("s/x", new byte[3_000_000]);

            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessage("file s/x was overwritten since it was listed");
        }
    }

    @Test
    void aConnectionThatBreaksInAnObjectIsResumedWhereItBroke() throws IOException {
        byte[] bytes = new byte[3_500_000];
        new Random(2).nextBytes(bytes);
        write("s/x", bytes);
        FeedObject object = store.list("s/", true, null).objects().get(0);
        try (TroubledProxy proxy = new TroubledProxy(AZURITE.blobEndpoint())) {
            AzureAccess hasty = new AzureAccess(AZURITE.connectionString(), null, Duration.ofMillis(10));
            FeedStore troubled = new AzureFeedStore(hasty, AzureUrl.parse(proxy.through(feed.toString())));
            proxy.cut(2, 900_000);

            try (InputStream in = troubled.open(object, 100_000)) {
                assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 100_000, bytes.length));
            }

            assertThat(proxy.cutsLeft()).isZero();
            assertThat(proxy.answered()).as("nothing is asked for twice").isLessThan(4_300_000);
        }
    }

    @Test
    void aPageIsOneCallAndTheNextIsListedOnDemand() throws IOException {
        write("s/x", new byte[1]);
        AZURITE.requests(feed);

        store.list("s/", true, null);
        store.list("s/", false, null);
        store.read("metadata");

        assertThat(AZURITE.requests(feed))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("GET /tidbmirror/" + feed.container() + "?")
                .contains("comp=list", "prefix=feeds/one/s/", "maxresults=5000");
    }

    @Test
    void aMissingContainerEndsTheStart() {
        AzureUrl missing = AzureUrl.parse(AZURITE.blobEndpoint() + "/no-such-container/feed");

        assertThatThrownBy(() -> new AzureFeedStore(access, missing).check("snapshot.location"))
                .isInstanceOf(FatalException.class)
                .hasMessageContainingAll(
                        "snapshot.location: ", "no-such-container", "404 ContainerNotFound", "check the URL");
        store.check("feed.location");
    }

    @Test
    void credentialsThatAreRefusedEndTheStart() {
        AzureAccess stranger = new AzureAccess(
                "AccountName=tidbmirror;AccountKey=c3RyYW5nZXI=;BlobEndpoint=" + AZURITE.blobEndpoint(), null);

        assertThatThrownBy(() -> new AzureFeedStore(stranger, feed).check("snapshot.location"))
                .isInstanceOf(FatalException.class)
                .hasMessageContainingAll("the identity may not do that", "Storage Blob Data Reader for a changefeed")
                .hasMessageNotContaining("c3RyYW5nZXI=");
    }
}
