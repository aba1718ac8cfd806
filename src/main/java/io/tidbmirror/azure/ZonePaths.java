package io.tidbmirror.azure;

import com.azure.core.util.Context;
import com.azure.storage.file.datalake.DataLakeDirectoryClient;
import com.azure.storage.file.datalake.DataLakeFileClient;
import com.azure.storage.file.datalake.DataLakeFileSystemClient;
import com.azure.storage.file.datalake.models.FileRange;
import com.azure.storage.file.datalake.models.ListPathsOptions;
import com.azure.storage.file.datalake.models.PathItem;
import com.azure.storage.file.datalake.models.PathProperties;
import io.tidbmirror.land.LandingZone.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The paths of a landing zone and what is there. Sizes and contents come from the blob host, as the SDK has it. */
final class ZonePaths {
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final DataLakeFileSystemClient files;
    private final AzureUrl url;

    ZonePaths(DataLakeFileSystemClient files, AzureUrl url) {
        this.files = files;
        this.url = url;
    }

    DataLakeFileClient file(String path) {
        return files.getFileClient(below(path));
    }

    DataLakeDirectoryClient folder(String path) {
        return files.getDirectoryClient(below(path));
    }

    /** The path below the file system, of a path below the zone. */
    String below(String path) {
        if (path.isEmpty() || path.startsWith("/") || ("/" + path + "/").contains("/../")) {
            throw new IllegalArgumentException("path leaves the landing zone: " + path);
        }
        return url.path(path);
    }

    /** Bytes of a file, or -1 if there is none. */
    long size(String path) throws IOException {
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

    /** The ETag of a folder, ready to be a condition, or null if there is none. */
    @Nullable
    String etag(String path) throws IOException {
        try {
            String etag = folder(path).getProperties().getETag();
            return etag == null ? null : Etags.quoted(etag);
        } catch (RuntimeException e) {
            if (StorageFailure.isAbsent(e)) {
                return null;
            }
            throw StorageFailure.of("cannot look for " + path, url, e);
        }
    }

    /** Content of a file, or of the part of it that is there, or null if there is none. */
    byte @Nullable [] read(String path, @Nullable FileRange range) throws IOException {
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

    /** What is right below a folder; nothing if there is no such folder. */
    List<Entry> list(String folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try {
            for (PathItem item : files.listPaths(new ListPathsOptions().setPath(url.path(folder)), null)) {
                String name = item.getName().substring(item.getName().lastIndexOf('/') + 1);
                entries.add(new Entry(name, item.isDirectory()));
            }
        } catch (RuntimeException e) {
            if (StorageFailure.isAbsent(e)) {
                return List.of();
            }
            throw StorageFailure.of("cannot list " + (folder.isEmpty() ? "the landing zone" : folder), url, e);
        }
        return entries;
    }
}
