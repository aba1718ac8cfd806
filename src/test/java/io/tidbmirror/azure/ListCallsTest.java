package io.tidbmirror.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.DefaultFeed;
import io.tidbmirror.feed.FeedFile;
import io.tidbmirror.feed.FeedReader;
import io.tidbmirror.feed.TableFeed;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What polls of a large feed ask of Azure, counted at the service: list calls are what they cost. */
class ListCallsTest {
    private static final Azurite AZURITE = Azurite.shared();
    private static final int FILES = 950;

    /** Holds a block of 100 numbers, as Azure's page of 5 000 does, but not all files. */
    private static final int PAGE = 101;

    private static final String FOLDER = "s/t/5/2026-01-01/";

    private final AzureAccess access = new AzureAccess(AZURITE.connectionString(), null);
    private final AzureUrl feed = AzureUrl.parse(AZURITE.newContainer() + "/feed");
    private final BlobContainerClient container = access.container(feed);
    private final FeedReader reader = new FeedReader(
            new AzureFeedStore(access, feed, PAGE), DefaultFeed.options("csv"), Duration.ofHours(1), Clock.systemUTC());

    @BeforeEach
    void aLargeFeed() throws IOException {
        put(
                "s/t/meta/schema_5_1789820236.json",
                "{\"Table\": \"t\", \"Schema\": \"s\", \"Version\": 1, \"TableVersion\": 5, \"Query\": \"\", \"Type\":"
                        + " 0, \"TableColumns\": [{\"ColumnName\": \"id\", \"ColumnType\": \"INT\", \"ColumnNullable\":"
                        + " \"false\", \"ColumnIsPk\": \"true\"}], \"TableColumnsTotal\": 1}");
        for (int number = 1; number <= FILES; number++) {
            write(number);
        }
        reader.poll();
        reader.poll();
        reader.poll();
        AZURITE.requests(feed);
    }

    private void put(String path, String text) {
        container.getBlobClient(feed.path(path)).upload(BinaryData.fromString(text), true);
    }

    private void write(int number) {
        put(FOLDER + "CDC%020d.csv".formatted(number), "\"I\"\n");
        put(FOLDER + "meta/CDC.index", "CDC%020d.csv\n".formatted(number));
    }

    private TableFeed table() throws IOException {
        return reader.poll().tables().stream()
                .filter(found -> found.table().equals(new TableId("s", "t")))
                .findFirst()
                .orElseThrow();
    }

    private List<String> lists(List<String> requests) {
        return requests.stream()
                .filter(request -> request.contains("comp=list"))
                .map(request -> request.replaceFirst(".*prefix=feed/([^&]*).*", "$1"))
                .toList();
    }

    @Test
    void aPollInSteadyStateListsTwoBlocksOfNumbersAndThreeFoldersAndOpensNoFile() throws IOException {
        write(FILES + 1);
        AZURITE.requests(feed);

        TableFeed found = table();

        List<String> requests = AZURITE.requests(feed);
        assertThat(found.files()).hasSize(FILES + 1);
        assertThat(lists(requests))
                .containsExactly(
                        "s/t/meta/",
                        "s/t/5/",
                        FOLDER + "meta/CDC",
                        FOLDER + "CDC000000000000000009",
                        FOLDER + "CDC000000000000000010");
        assertThat(requests)
                .filteredOn(request -> request.startsWith("GET") && !request.contains("comp=list"))
                .extracting(request -> request.replaceFirst(".*/feed/", ""))
                .containsExactly("metadata", FOLDER + "meta/CDC.index");
    }

    @Test
    void aFileThatWasOverwrittenHasAnotherVersion() throws IOException {
        FeedFile before = table().files().get(FILES - 1);

        write(FILES);

        FeedFile after = table().files().get(FILES - 1);
        assertThat(after.name()).isEqualTo(before.name());
        assertThat(after.object().version()).isNotEqualTo(before.object().version());
        assertThat(lists(AZURITE.requests(feed))).doesNotContain("");
    }
}
