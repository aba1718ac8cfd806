package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.CommandRun;
import io.tidbmirror.azure.AzureUrl;
import io.tidbmirror.azure.Azurite;
import io.tidbmirror.azure.BlobFolder;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Variant;
import io.tidbmirror.oracle.ZeroDates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What TiCDC writes to Azure Blob Storage lands as what it writes to a folder. */
class BlobCorpusTest {
    private static final Azurite AZURITE = Azurite.shared();
    private static final List<String> SCENARIOS = List.of("bookshop", "types", "random_mixed");

    @TempDir
    Path folder;

    static Stream<Arguments> changefeeds() {
        return GoldenCorpus.ARCHITECTURES.stream().flatMap(architecture -> Stream.of("csv-recommended", "json-ext")
                .map(variant -> Arguments.of(architecture, variant)));
    }

    /** Of requests, those for data files. */
    private static List<String> opened(List<String> requests) {
        return requests.stream()
                .filter(request -> request.startsWith("GET ") && request.matches(".*/CDC[^/]*\\.(csv|json)"))
                .toList();
    }

    /** The container is asked for at the start, then everything is listed once or twice: see SettledFeed. */
    private static void assertFewLists(List<String> requests) {
        assertThat(requests)
                .filteredOn(request -> request.contains("comp=list"))
                .hasSizeBetween(2, 3);
        assertThat(requests)
                .filteredOn(request -> request.contains("/metadata"))
                .hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("changefeeds")
    void aContainerIsLandedEachChangeOnce(String architecture, String variant) {
        List<Variant> variants = SCENARIOS.stream()
                .map(scenario -> GoldenCorpus.open().variant(architecture, scenario, variant))
                .toList();
        MergedFeed feed = MergedFeed.of(folder.resolve("feed"), variants);
        AzureUrl place = AzureUrl.parse(AZURITE.newContainer() + "/changefeeds/one");
        BlobFolder.upload(feed.folder(), place);
        Mirror mirror = new Mirror(folder, feed.folder(), feed.settings())
                .with("mirror.input", "blob")
                .with("feed.location", place.toString())
                .with("azure.connection-string", AZURITE.connectionString())
                .with("landing.zero-date", "text");

        AZURITE.requests(place);

        CommandRun run = mirror.run();
        List<String> requests = AZURITE.requests(place);
        List<String> opened = opened(requests);
        CommandRun again = mirror.run();
        List<String> requestsAgain = AZURITE.requests(place);
        List<String> openedAgain = opened(requestsAgain);

        boolean keyless =
                variants.stream().anyMatch(one -> !Verdict.keyless(one).isEmpty());
        assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(keyless ? 4 : 0);
        assertFewLists(requests);
        assertFewLists(requestsAgain);
        // Once to see where its rows begin, once to merge it, where more files than are held open share a window.
        assertThat(opened).as("blobs opened").isNotEmpty().allMatch(one -> Collections.frequency(opened, one) <= 2);
        assertThat(openedAgain)
                .as("blobs opened to count rows above the checkpoint")
                .doesNotHaveDuplicates();
        assertThat(again.out()).contains("Nothing new to land");
        Map<Name, JsonNode> status = mirror.status();
        List<String> wrong = new ArrayList<>();
        for (Variant one : variants) {
            wrong.addAll(Verdict.of(mirror, status, one, ZeroDates.TEXT, feed.checkpoint()));
        }
        assertThat(wrong).isEmpty();
    }
}
