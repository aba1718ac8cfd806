package io.tidbmirror.azure;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Puts folders into containers. */
public final class BlobFolder {
    private BlobFolder() {}

    /** Uploads the files of a folder, with their paths, below a URL of the shared Azurite. */
    public static void upload(Path folder, AzureUrl place) {
        BlobContainerClient container = Azurite.shared().blobs().getBlobContainerClient(place.container());
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> files = paths.filter(Files::isRegularFile).toList();
            files.parallelStream().forEach(file -> {
                String path = place.path(folder.relativize(file).toString());
                container.getBlobClient(path).upload(BinaryData.fromFile(file), true);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
