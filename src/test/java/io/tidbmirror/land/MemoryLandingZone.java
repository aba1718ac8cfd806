package io.tidbmirror.land;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A landing zone in memory; listings are in name order. */
public final class MemoryLandingZone implements LandingZone {
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final SortedMap<String, String> folders = new TreeMap<>();
    private long ids;

    @Override
    public OutputStream stage(String path) {
        return new ByteArrayOutputStream() {
            private boolean closed;

            @Override
            public void close() throws IOException {
                if (!closed) {
                    closed = true;
                    put(path, toByteArray());
                }
            }
        };
    }

    /** A whole stage file at once. */
    public synchronized void put(String path, byte[] content) throws IOException {
        if (files.containsKey(path)) {
            throw new FileAlreadyExistsException(path);
        }
        makeFolder(parent(path));
        files.put(path, content);
    }

    @Override
    public synchronized long size(String path) {
        byte[] content = files.get(path);
        return content == null ? -1 : content.length;
    }

    @Override
    public synchronized Published publish(String stagePath, String landingPath) throws IOException {
        if (!files.containsKey(stagePath)) {
            return Published.SOURCE_MISSING;
        }
        if (files.containsKey(landingPath)) {
            return Published.TARGET_EXISTS;
        }
        if (!folders.containsKey(parent(landingPath))) {
            throw new FileNotFoundException(parent(landingPath));
        }
        files.put(landingPath, files.remove(stagePath));
        return Published.DONE;
    }

    @Override
    public synchronized Folder createFolder(String path, Map<String, byte[]> files) {
        makeFolder(path);
        Set<String> made = new HashSet<>();
        files.forEach((name, content) -> {
            if (createIfAbsent(path + "/" + name, content)) {
                made.add(name);
            }
        });
        return new Folder(folders.get(path), made);
    }

    @Override
    public synchronized @Nullable String folderId(String path) {
        return folders.get(path);
    }

    @Override
    public synchronized boolean createIfAbsent(String path, byte[] content) {
        return files.putIfAbsent(path, content.clone()) == null;
    }

    @Override
    public synchronized byte @Nullable [] read(String path) {
        byte[] content = files.get(path);
        return content == null ? null : content.clone();
    }

    @Override
    public synchronized byte @Nullable [] read(String path, long offset, int length) {
        byte[] content = files.get(path);
        int from = content == null ? 0 : (int) Math.min(offset, content.length);
        return content == null ? null : Arrays.copyOfRange(content, from, Math.min(from + length, content.length));
    }

    @Override
    public synchronized List<Entry> list(String folder) {
        List<Entry> entries = new ArrayList<>();
        int name = folder.isEmpty() ? 0 : folder.length() + 1;
        below(files, folder).forEach((path, content) -> {
            if (parent(path).equals(folder)) {
                entries.add(new Entry(path.substring(name), false));
            }
        });
        below(folders, folder).forEach((path, id) -> {
            if (parent(path).equals(folder)) {
                entries.add(new Entry(path.substring(name), true));
            }
        });
        return entries;
    }

    @Override
    public synchronized void delete(String path) {
        files.remove(path);
    }

    @Override
    public synchronized void deleteFolder(String path) {
        below(files, path).clear();
        below(folders, path).clear();
        folders.remove(path);
    }

    @Override
    public synchronized void deleteFolder(String path, String folderId) {
        if (folderId.equals(folders.get(path))) {
            deleteFolder(path);
        }
    }

    /** Paths of all files below a folder, at any depth. */
    public synchronized List<String> filesBelow(String folder) {
        return new ArrayList<>(below(files, folder).keySet());
    }

    private void makeFolder(String path) {
        for (String folder = path; !folder.isEmpty(); folder = parent(folder)) {
            folders.computeIfAbsent(folder, absent -> "folder-" + ++ids);
        }
    }

    private static <T> SortedMap<String, T> below(SortedMap<String, T> all, String folder) {
        return folder.isEmpty() ? all : all.subMap(folder + "/", folder + "0"); // '0' follows '/'
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
