package io.tidbmirror.azure;

import com.azure.core.util.Context;
import com.azure.storage.file.datalake.DataLakeFileClient;
import com.azure.storage.file.datalake.models.DataLakeRequestConditions;
import com.azure.storage.file.datalake.models.FileRange;
import com.azure.storage.file.datalake.options.DataLakePathCreateOptions;
import io.tidbmirror.land.LandingZone;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A landing zone on OneLake, or on a storage account with a hierarchical namespace, by the DFS API. Requests are
 * repeated by the SDK's retry policy only. One that was applied by its first try, whose reply was lost, looks refused in the
 * second: each method below says how it tells that.
 *
 * <p>A folder's identity is a random id in its file {@code _folder.id}, which Fabric ignores as it does everything that
 * begins with {@code _}: neither is it known that a folder's ETag stays while Fabric works in it, nor that its time of
 * creation is finer than a second.
 */
public final class OneLakeLandingZone implements LandingZone {
    private static final String IDENTITY = "/_folder.id";
    private static final String NEW_FILES = "_scratchPad/_new/";
    private static final String ANY = "*";
    private static final int CREATED = 201;

    private final ZonePaths paths;
    private final AzureUrl url;

    public OneLakeLandingZone(AzureAccess access, AzureUrl url) {
        this.paths = new ZonePaths(access.fileSystem(url), url);
        this.url = url;
    }

    /** A path is taken once only: an empty file that is there was made by a first try. One with content is refused. */
    @Override
    public OutputStream stage(String path) throws IOException {
        DataLakeFileClient file = paths.file(path);
        try {
            file.createWithResponse(
                    new DataLakePathCreateOptions()
                            .setRequestConditions(new DataLakeRequestConditions().setIfNoneMatch(ANY)),
                    null,
                    Context.NONE);
        } catch (RuntimeException e) {
            if (!isInTheWay(e) || size(path) != 0) {
                throw StorageFailure.of("cannot begin stage file " + path, url, e);
            }
        }
        return new StageUpload(file, url);
    }

    /**
     * A rename consumes its source. So a source that is gone means that it was done, by whichever try, and a target that is
     * in the way counts only as long as the source is there.
     */
    @Override
    public Published publish(String stagePath, String landingPath) throws IOException {
        try {
            rename(stagePath, landingPath);
            return Published.DONE;
        } catch (RuntimeException e) {
            return unpublished(stagePath, landingPath, e);
        }
    }

    private Published unpublished(String stagePath, String landingPath, RuntimeException failure) throws IOException {
        String code = StorageFailure.code(failure);
        boolean inTheWay = isInTheWay(failure);
        boolean absent = StorageFailure.isAbsent(failure) && !code.equals("RenameDestinationParentPathNotFound");
        if (code.equals("SourcePathNotFound") || ((inTheWay || absent) && size(stagePath) < 0)) {
            return Published.SOURCE_MISSING;
        }
        if (inTheWay && size(landingPath) >= 0) {
            return Published.TARGET_EXISTS;
        }
        throw StorageFailure.of("cannot tell whether " + stagePath + " became " + landingPath, url, failure);
    }

    private static boolean isInTheWay(RuntimeException failure) {
        int status = StorageFailure.status(failure);
        return status == StorageFailure.CONFLICT || status == StorageFailure.PRECONDITION_FAILED;
    }

    private void rename(String from, String to) {
        paths.file(from)
                .renameWithResponse(
                        null,
                        paths.below(to),
                        new DataLakeRequestConditions(),
                        new DataLakeRequestConditions().setIfNoneMatch(ANY),
                        null,
                        Context.NONE);
    }

    /** Nobody looks whether a file is in a folder that was just made: creating it tells. */
    @Override
    public Folder createFolder(String path, Map<String, byte[]> files) throws IOException {
        boolean fresh = makeFolder(path);
        String mine = UUID.randomUUID().toString();
        boolean identified = create(path + IDENTITY, mine.getBytes(StandardCharsets.US_ASCII), fresh);
        Set<String> made = new HashSet<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            if (create(path + "/" + file.getKey(), file.getValue(), fresh)) {
                made.add(file.getKey());
            }
        }
        String id = identified ? mine : folderId(path);
        if (id == null) {
            throw new IOException("folder " + path + " in " + url + " was removed while it was made");
        }
        return new Folder(id, made);
    }

    private boolean makeFolder(String path) throws IOException {
        try {
            return paths.folder(path)
                            .createIfNotExistsWithResponse(new DataLakePathCreateOptions(), null, Context.NONE)
                            .getStatusCode()
                    == CREATED;
        } catch (RuntimeException e) {
            throw StorageFailure.of("cannot make folder " + path, url, e);
        }
    }

    @Override
    public @Nullable String folderId(String path) throws IOException {
        byte[] id = read(path + IDENTITY);
        return id == null ? null : new String(id, StandardCharsets.US_ASCII);
    }

    /**
     * Written aside and renamed, so that nobody sees it empty. If its source is gone, a first try was applied, unless what is
     * there is somebody else's.
     */
    @Override
    public boolean createIfAbsent(String path, byte[] content) throws IOException {
        return create(path, content, false);
    }

    private boolean create(String path, byte[] content, boolean likelyAbsent) throws IOException {
        if (!likelyAbsent && size(path) >= 0) {
            return false;
        }
        String aside = NEW_FILES + UUID.randomUUID();
        try (OutputStream out = stage(aside)) {
            out.write(content);
        }
        return switch (publish(aside, path)) {
            case DONE -> true;
            case TARGET_EXISTS -> {
                delete(aside);
                yield false;
            }
            case SOURCE_MISSING -> Arrays.equals(content, read(path));
        };
    }

    @Override
    public byte @Nullable [] read(String path) throws IOException {
        return paths.read(path, null);
    }

    @Override
    public byte @Nullable [] read(String path, long offset, int length) throws IOException {
        return paths.read(path, new FileRange(offset, (long) length));
    }

    @Override
    public long size(String path) throws IOException {
        return paths.size(path);
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        return paths.list(folder);
    }

    @Override
    public void delete(String path) throws IOException {
        try {
            paths.file(path).deleteIfExists();
        } catch (RuntimeException e) {
            throw StorageFailure.of("cannot delete " + path, url, e);
        }
    }

    @Override
    public void deleteFolder(String path) throws IOException {
        deleteIf(path, null);
    }

    /**
     * Bound to the ETag that the folder had before its identity was read, so that neither a process that was held up nor a
     * repeat that comes late deletes another one. Where ETags of folders change, or are no condition, the identity decides.
     */
    @Override
    public void deleteFolder(String path, String folderId) throws IOException {
        String etag = paths.etag(path);
        if (folderId.equals(folderId(path)) && !deleteIf(path, etag) && folderId.equals(folderId(path))) {
            deleteIf(path, null);
        }
    }

    /** Deletes a folder with that ETag, if any is given; false if it has another one. */
    private boolean deleteIf(String path, @Nullable String etag) throws IOException {
        DataLakeRequestConditions condition = new DataLakeRequestConditions().setIfMatch(etag);
        try {
            paths.folder(path).deleteRecursivelyWithResponse(condition, null, Context.NONE);
        } catch (RuntimeException e) {
            if (etag != null && StorageFailure.status(e) == StorageFailure.PRECONDITION_FAILED) {
                return false;
            }
            if (!StorageFailure.isAbsent(e)) {
                throw StorageFailure.of("cannot delete folder " + path, url, e);
            }
        }
        return true;
    }
}
