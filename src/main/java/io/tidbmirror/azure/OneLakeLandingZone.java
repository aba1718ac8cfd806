package io.tidbmirror.azure;

import com.azure.core.util.Context;
import com.azure.storage.file.datalake.DataLakeDirectoryClient;
import com.azure.storage.file.datalake.DataLakeFileClient;
import com.azure.storage.file.datalake.DataLakeFileSystemClient;
import com.azure.storage.file.datalake.models.DataLakeRequestConditions;
import com.azure.storage.file.datalake.models.FileRange;
import com.azure.storage.file.datalake.models.ListPathsOptions;
import com.azure.storage.file.datalake.models.PathItem;
import com.azure.storage.file.datalake.models.PathProperties;
import com.azure.storage.file.datalake.options.DataLakePathCreateOptions;
import io.tidbmirror.land.LandingZone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A landing zone on OneLake, or on a storage account with a hierarchical namespace, by the DFS API; reads and sizes go to
 * the blob host, as the SDK has it. Requests are repeated by the SDK's retry policy only. One that was applied by its first
 * try, whose reply was lost, looks refused in the second: each method below says how it tells that.
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
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final DataLakeFileSystemClient files;
    private final AzureUrl url;

    public OneLakeLandingZone(AzureAccess access, AzureUrl url) {
        this.files = access.fileSystem(url);
        this.url = url;
    }

    /** A new path is unique: one that exists is refused, even if it was made by a first try; the caller takes another. */
    @Override
    public OutputStream stage(String path) throws IOException {
        DataLakeFileClient file = file(path);
        try {
            file.createWithResponse(
                    new DataLakePathCreateOptions()
                            .setRequestConditions(new DataLakeRequestConditions().setIfNoneMatch(ANY)),
                    null,
                    Context.NONE);
        } catch (RuntimeException e) {
            throw StorageFailure.of("cannot begin stage file " + path, url, e);
        }
        return new StageUpload(file, url);
    }

    @Override
    public long size(String path) throws IOException {
        try {
            PathProperties found = file(path).getProperties();
            return Boolean.TRUE.equals(found.isDirectory()) ? -1 : found.getFileSize();
        } catch (RuntimeException e) {
            if (StorageFailure.isAbsent(e)) {
                return -1;
            }
            throw StorageFailure.of("cannot look for " + path, url, e);
        }
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
            int status = StorageFailure.status(e);
            if (StorageFailure.code(e).equals("SourcePathNotFound")) {
                return Published.SOURCE_MISSING;
            }
            if (status == CONFLICT || status == PRECONDITION_FAILED) {
                return publishedBefore(stagePath, landingPath);
            }
            if (StorageFailure.isAbsent(e)
                    && !StorageFailure.code(e).equals("RenameDestinationParentPathNotFound")
                    && size(stagePath) < 0) {
                return Published.SOURCE_MISSING;
            }
            throw StorageFailure.of("cannot tell whether " + stagePath + " became " + landingPath, url, e);
        }
    }

    private void rename(String from, String to) {
        file(from)
                .renameWithResponse(
                        null,
                        below(to),
                        new DataLakeRequestConditions(),
                        new DataLakeRequestConditions().setIfNoneMatch(ANY),
                        null,
                        Context.NONE);
    }

    private Published publishedBefore(String stagePath, String landingPath) throws IOException {
        if (size(stagePath) < 0) {
            return Published.SOURCE_MISSING;
        }
        if (size(landingPath) < 0) {
            throw new IOException(
                    "cannot publish " + landingPath + " in " + url + ": refused, though it does not exist");
        }
        return Published.TARGET_EXISTS;
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
            return folder(path)
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
        return read(path, null);
    }

    @Override
    public byte @Nullable [] read(String path, long offset, int length) throws IOException {
        return read(path, new FileRange(offset, (long) length));
    }

    private byte @Nullable [] read(String path, @Nullable FileRange range) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            file(path).readWithResponse(content, range, null, null, false, null, Context.NONE);
        } catch (RuntimeException e) {
            if (StorageFailure.isAbsent(e)) {
                return null;
            }
            if (StorageFailure.status(e) != RANGE_NOT_SATISFIABLE) {
                throw StorageFailure.of("cannot read " + path, url, e);
            }
        }
        return content.toByteArray();
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try {
            for (PathItem item : files.listPaths(new ListPathsOptions().setPath(url.path(folder)), null)) {
                String name = item.getName().substring(item.getName().lastIndexOf('/') + 1);
                entries.add(new Entry(name, item.isDirectory(), item.getContentLength()));
            }
        } catch (RuntimeException e) {
            if (StorageFailure.isAbsent(e)) {
                return List.of();
            }
            throw StorageFailure.of("cannot list " + (folder.isEmpty() ? "the landing zone" : folder), url, e);
        }
        return entries;
    }

    @Override
    public void delete(String path) throws IOException {
        try {
            file(path).deleteIfExists();
        } catch (RuntimeException e) {
            throw StorageFailure.of("cannot delete " + path, url, e);
        }
    }

    @Override
    public void deleteFolder(String path) throws IOException {
        try {
            folder(path).deleteRecursively();
        } catch (RuntimeException e) {
            if (!StorageFailure.isAbsent(e)) {
                throw StorageFailure.of("cannot delete folder " + path, url, e);
            }
        }
    }

    private DataLakeFileClient file(String path) {
        return files.getFileClient(below(path));
    }

    private DataLakeDirectoryClient folder(String path) {
        return files.getDirectoryClient(below(path));
    }

    private String below(String path) {
        if (path.isEmpty() || path.startsWith("/") || ("/" + path + "/").contains("/../")) {
            throw new IllegalArgumentException("path leaves the landing zone: " + path);
        }
        return url.path(path);
    }
}
