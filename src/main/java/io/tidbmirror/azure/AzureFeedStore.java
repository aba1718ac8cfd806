package io.tidbmirror.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.rest.PagedIterable;
import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.ConsistentReadControl;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.feed.FeedObject;
import io.tidbmirror.feed.FeedStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A changefeed's folder in a container of Azure Blob Storage. Versions are ETags.
 *
 * <p>An object is read in ranges of {@link #RANGE} bytes, each bound to the ETag of the listing: what breaks in the middle is
 * asked for again by the client's retry policy, from where it broke, and an object that was overwritten ends the reading.
 */
public final class AzureFeedStore implements FeedStore {
    private static final Logger LOG = LoggerFactory.getLogger(AzureFeedStore.class);

    /** Bytes of an object in memory while it is open. */
    private static final int RANGE = 1 << 20;

    /** Most names in a page; the service has no larger ones. */
    private static final int LARGEST_PAGE = 5_000;

    private final BlobContainerClient container;
    private final AzureUrl url;
    private final String base;
    private final int pageSize;

    public AzureFeedStore(AzureAccess access, AzureUrl url) {
        this(access, url, LARGEST_PAGE);
    }

    AzureFeedStore(AzureAccess access, AzureUrl url, int pageSize) {
        this.container = access.container(url);
        this.url = url;
        this.pageSize = pageSize;
        this.base = url.folder();
    }

    /**
     * Asks for the container once, so that a wrong URL or missing rights end the start and not every poll.
     *
     * @param key the setting that names it, for messages
     * @throws FatalException if there is no such container or it may not be listed; other failures are left to the polls
     */
    public void check(String key) {
        try {
            LOG.debug("{} answers: {}", url, page("", false, null).getStatusCode());
        } catch (RuntimeException e) {
            IOException failure = StorageFailure.of(key + ": cannot list the folder", url, e);
            if (isRefused(e)) {
                throw FatalException.start(String.valueOf(failure.getMessage()), failure);
            }
            LOG.warn("{}; each poll will ask again", failure.getMessage());
        }
    }

    @Override
    public Page list(String prefix, boolean recursive, @Nullable String token) throws IOException {
        try {
            PagedResponse<BlobItem> page = page(prefix, recursive, token);
            List<FeedObject> objects = new ArrayList<>();
            List<String> folders = new ArrayList<>();
            for (BlobItem item : page.getValue()) {
                String path = item.getName().substring(base.length());
                if (Boolean.TRUE.equals(item.isPrefix())) {
                    folders.add(path.substring(path.lastIndexOf('/', path.length() - 2) + 1, path.length() - 1));
                } else {
                    objects.add(new FeedObject(
                            path,
                            item.getProperties().getContentLength(),
                            item.getProperties().getETag()));
                }
            }
            return new Page(objects, folders, page.getContinuationToken());
        } catch (RuntimeException e) {
            throw StorageFailure.of("cannot list " + prefix, url, e);
        }
    }

    private PagedResponse<BlobItem> page(String prefix, boolean recursive, @Nullable String token) {
        ListBlobsOptions options =
                new ListBlobsOptions().setPrefix(base + prefix).setMaxResultsPerPage(pageSize);
        PagedIterable<BlobItem> listing = recursive
                ? container.listBlobs(options, token, null)
                : container.listBlobsByHierarchy("/", options, null);
        return (token == null ? listing.iterableByPage() : listing.iterableByPage(token))
                .iterator()
                .next();
    }

    @Override
    public InputStream open(FeedObject object, long offset) throws IOException {
        if (offset == object.size()) {
            return InputStream.nullInputStream();
        }
        BlobInputStreamOptions options = new BlobInputStreamOptions()
                .setRange(new BlobRange(offset))
                .setBlockSize(RANGE)
                .setRequestConditions(new BlobRequestConditions().setIfMatch(Etags.quoted(object.version())))
                .setConsistentReadControl(ConsistentReadControl.NONE);
        BlobClient blob = blob(object.path());
        try {
            return new AzureFeedStream(blob.openInputStream(options), e -> failure(object.path(), false, e));
        } catch (RuntimeException e) {
            throw failure(object.path(), isGone(blob, e), e);
        }
    }

    /** A condition on what is not there is not met: some answer so instead of telling that it is not there. */
    private static boolean isGone(BlobClient blob, RuntimeException failure) {
        try {
            return StorageFailure.isAbsent(failure)
                    || (StorageFailure.status(failure) == StorageFailure.PRECONDITION_FAILED && !blob.exists());
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    /** What a failure means for an object that was listed. */
    IOException failure(String path, boolean gone, RuntimeException cause) {
        if (gone) {
            return (IOException) new FileNotFoundException("file " + path + " is gone").initCause(cause);
        }
        return StorageFailure.status(cause) == StorageFailure.PRECONDITION_FAILED
                ? new IOException("file " + path + " was overwritten since it was listed", cause)
                : StorageFailure.of("cannot read file " + path, url, cause);
    }

    @Override
    public byte @Nullable [] read(String path) throws IOException {
        try {
            return blob(path).downloadContent().toBytes();
        } catch (RuntimeException e) {
            if (StorageFailure.isAbsent(e)) {
                return null;
            }
            throw StorageFailure.of("cannot read file " + path, url, e);
        }
    }

    @Override
    public byte @Nullable [] read(String path, long most) throws IOException {
        try {
            if (blob(path).getProperties().getBlobSize() > most) {
                throw new IOException("file " + path + " has more than " + most + " bytes");
            }
        } catch (RuntimeException e) {
            if (StorageFailure.isAbsent(e)) {
                return null;
            }
            throw StorageFailure.of("cannot read file " + path, url, e);
        }
        return read(path);
    }

    /** The client takes the name as it is. */
    private BlobClient blob(String path) {
        return container.getBlobClient(base + path);
    }

    /** Whether asking again does not help: no such container, no rights, no credentials. */
    private static boolean isRefused(RuntimeException failure) {
        int status = StorageFailure.status(failure);
        return failure instanceof ClientAuthenticationException
                || status == StorageFailure.UNAUTHORIZED
                || status == StorageFailure.FORBIDDEN
                || status == StorageFailure.NOT_FOUND;
    }
}
