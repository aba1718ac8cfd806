package io.tidbmirror.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobDownloadContentResponse;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import io.tidbmirror.land.HeadStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HEAD objects as blobs of a container, one each, changed by {@code If-Match} and {@code If-None-Match} only. Every version
 * carries a random id in its metadata: by it a write that was applied by the first try of the SDK, and refused in the
 * second, is known for what it is.
 *
 * <p>The container is made with the first object, if it is absent and that is allowed.
 */
public final class BlobHeadStore implements HeadStore {
    private static final String SUFFIX = ".json";
    private static final String WRITE_ID = "writeid";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9~_-][A-Za-z0-9~_.-]*");

    private final BlobContainerClient container;
    private final AzureUrl url;

    public BlobHeadStore(AzureAccess access, AzureUrl url) {
        this.container = access.container(url);
        this.url = url;
    }

    @Override
    public @Nullable Versioned read(String name) throws IOException {
        try {
            BlobDownloadContentResponse found = blob(name).downloadContentWithResponse(null, null, null, Context.NONE);
            return new Versioned(
                    found.getValue().toBytes(),
                    Etags.bare(found.getDeserializedHeaders().getETag()));
        } catch (RuntimeException e) {
            if (StorageFailure.isAbsent(e) || StorageFailure.isNoContainer(e)) {
                return null;
            }
            throw failure("cannot read HEAD object " + name, e);
        }
    }

    @Override
    public @Nullable String replace(String name, @Nullable String expected, byte[] bytes) throws IOException {
        BlobClient blob = blob(name);
        String writeId = UUID.randomUUID().toString();
        try {
            return write(blob, expected, bytes, writeId);
        } catch (RuntimeException e) {
            if (StorageFailure.isNoContainer(e)) {
                return expected == null ? writeFirst(blob, bytes, writeId) : null;
            }
            if (isWrongExpectation(e)) {
                return writtenBefore(blob, writeId);
            }
            throw failure("cannot tell whether HEAD object " + name + " was written", e);
        }
    }

    /** Leases and policies of immutability refuse by the same status. */
    private static boolean isWrongExpectation(RuntimeException e) {
        return switch (StorageFailure.status(e)) {
            case StorageFailure.CONFLICT, StorageFailure.PRECONDITION_FAILED ->
                Set.of("BlobAlreadyExists", "ConditionNotMet", "").contains(StorageFailure.code(e));
            default -> StorageFailure.isAbsent(e);
        };
    }

    private static String write(BlobClient blob, @Nullable String expected, byte[] bytes, String writeId) {
        BlobRequestConditions condition = expected == null
                ? new BlobRequestConditions().setIfNoneMatch("*")
                : new BlobRequestConditions().setIfMatch(Etags.quoted(expected));
        return Etags.bare(blob.getBlockBlobClient()
                .uploadWithResponse(
                        new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(bytes))
                                .setMetadata(Map.of(WRITE_ID, writeId))
                                .setRequestConditions(condition),
                        null,
                        Context.NONE)
                .getValue()
                .getETag());
    }

    private @Nullable String writeFirst(BlobClient blob, byte[] bytes, String writeId) throws IOException {
        try {
            container.createIfNotExists();
        } catch (RuntimeException e) {
            throw failure("cannot make the container", e);
        }
        try {
            return write(blob, null, bytes, writeId);
        } catch (RuntimeException e) {
            if (isWrongExpectation(e)) {
                return writtenBefore(blob, writeId);
            }
            throw failure("cannot tell whether HEAD object " + blob.getBlobName() + " was written", e);
        }
    }

    /** The etag of the version with that id, if it is the one that is there. */
    private @Nullable String writtenBefore(BlobClient blob, String writeId) throws IOException {
        try {
            BlobProperties found = blob.getProperties();
            return writeId.equals(found.getMetadata().get(WRITE_ID)) ? Etags.bare(found.getETag()) : null;
        } catch (RuntimeException e) {
            if (StorageFailure.isAbsent(e)) {
                return null;
            }
            throw failure("cannot tell whether HEAD object " + blob.getBlobName() + " was written", e);
        }
    }

    @Override
    public List<String> names() throws IOException {
        String folder = url.folder();
        List<String> names = new ArrayList<>();
        try {
            for (BlobItem item : container.listBlobs(new ListBlobsOptions().setPrefix(folder), null)) {
                String name = item.getName().substring(folder.length());
                if (name.endsWith(SUFFIX) && NAME.matcher(name).matches()) {
                    names.add(name.substring(0, name.length() - SUFFIX.length()));
                }
            }
        } catch (RuntimeException e) {
            if (StorageFailure.isNoContainer(e)) {
                return List.of();
            }
            throw failure("cannot list HEAD objects", e);
        }
        return names;
    }

    @Override
    public void delete(String name) throws IOException {
        try {
            blob(name).deleteIfExists();
        } catch (RuntimeException e) {
            throw failure("cannot delete object " + name, e);
        }
    }

    private BlobClient blob(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("unsafe object name: " + name);
        }
        return container.getBlobClient(url.path(name + SUFFIX));
    }

    private IOException failure(String what, RuntimeException e) {
        return StorageFailure.of(what, url, e);
    }
}
