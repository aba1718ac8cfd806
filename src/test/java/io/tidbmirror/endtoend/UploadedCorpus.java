package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.tidbmirror.azure.AzureUrl;
import io.tidbmirror.azure.Azurite;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Several scenarios as one changefeed that grows in a container: the oldest of them first, the others later. */
final class UploadedCorpus {
    private static final List<String> SCENARIOS = List.of("bookshop", "types", "random_mixed");

    private final AzureUrl place = AzureUrl.parse(Azurite.shared().newContainer() + "/changefeeds/one");
    private final BlobContainerClient container = Azurite.shared().blobs().getBlobContainerClient(place.container());
    private final Set<String> uploaded = ConcurrentHashMap.newKeySet();
    private final MergedFeed first;
    private final MergedFeed all;

    UploadedCorpus(Path folder, String architecture) {
        List<Variant> variants = SCENARIOS.stream()
                .map(scenario -> GoldenCorpus.open().variant(architecture, scenario, "csv-recommended"))
                .sorted(Comparator.comparing(UploadedCorpus::begin))
                .toList();
        first = MergedFeed.of(folder.resolve("first"), variants.subList(0, 1));
        all = MergedFeed.of(folder.resolve("all"), variants);
        // It was recorded before the others: its checkpoint claims nothing about their rows.
        assertThat(begin(variants.get(1))).isGreaterThan(first.checkpoint());
    }

    private static long begin(Variant variant) {
        return Collections.min(variant.scenario().truth().created().values());
    }

    AzureUrl place() {
        return place;
    }

    /** The changefeed while it has the oldest scenario only. */
    MergedFeed first() {
        return first;
    }

    /** The changefeed when it has all of them. */
    MergedFeed all() {
        return all;
    }

    /** Those that {@link #first} lacks. */
    List<Variant> others() {
        return all.variants().subList(1, all.variants().size());
    }

    /** URLs of all blobs that are there. */
    List<String> urls() {
        return container.listBlobs(new ListBlobsOptions().setPrefix(place.prefix() + "/"), null).stream()
                .map(BlobItem::getName)
                .map(name -> Azurite.shared().blobEndpoint() + "/" + place.container() + "/" + name)
                .toList();
    }

    /** Puts what is not there yet, and then the checkpoint: below it every row is there. */
    void put(MergedFeed feed) throws IOException {
        uploadInOrder(feed.folder());
        container.getBlobClient(name("metadata")).upload(BinaryData.fromFile(metadata(feed.folder())), true);
    }

    private String name(String path) {
        return place.prefix() + "/" + path;
    }

    private static Path metadata(Path folder) {
        return folder.resolve("metadata");
    }

    /** As TiCDC writes: the schemas of tables first, then the files of each by their numbers, several tables at a time. */
    private void uploadInOrder(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            Map<Boolean, List<Path>> schemas = tree.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(metadata(folder)))
                    .sorted()
                    .collect(Collectors.partitioningBy(file -> file.toString().endsWith(".json")));
            schemas.get(true).parallelStream().forEach(file -> upload(folder, file));
            schemas.get(false).stream().collect(Collectors.groupingBy(Path::getParent)).values().parallelStream()
                    .forEach(files -> files.forEach(file -> upload(folder, file)));
        }
    }

    private void upload(Path folder, Path file) {
        String path = name(folder.relativize(file).toString());
        if (uploaded.add(path)) {
            container.getBlobClient(path).upload(BinaryData.fromFile(file));
        }
    }
}
