package io.tidbmirror.emulator;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Paths below a local folder, as plain files that other programs can read. Every change is one rename of the file system, so
 * that nobody sees half of it. What is flushed survives the process; what was only appended does not.
 *
 * <p>The time of a file's last change is unique and stands for its ETag; a folder's is in its file {@value #IDENTITY},
 * because its time of change moves with its entries. Callers hold the one lock there is: the object itself.
 */
final class DiskTree implements AutoCloseable {
    /** Not listed; left alone by readers of the folder, as all that begins with an underscore. */
    static final String IDENTITY = "_emulator.id";

    private static final String WORK = ".emulator";

    private final Path root;
    private final Path work;
    private final FileChannel lockFile;
    private final Map<Path, Upload> uploads = new HashMap<>();
    private long lastStamp;

    /**
     * Opens a folder, making it if it is absent.
     *
     * @throws IOException if it cannot be used, or another endpoint uses it
     */
    DiskTree(Path root) throws IOException {
        Files.createDirectories(root);
        this.root = root.toRealPath();
        this.work = this.root.resolve(WORK);
        Files.createDirectories(work);
        this.lockFile = FileChannel.open(work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isMine()) {
            lockFile.close();
            throw new IOException("folder " + root + " is in use by another emulator");
        }
        clearWork();
    }

    private boolean isMine() throws IOException {
        try {
            return lockFile.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held within this process
        }
    }

    private void clearWork() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(work)) {
            for (Path path : left) {
                if (!path.endsWith("lock")) {
                    removeAll(path);
                }
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        lockFile.close();
    }

    /** The place of a path on disk. */
    Path place(String path) throws DfsRefusal {
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.startsWith(".") || segment.matches(".*[\\\\:\\x00].*")) {
                throw new DfsRefusal(400, "InvalidUri", "The path has a segment that cannot be a name here: " + path);
            }
        }
        return root.resolve(path);
    }

    synchronized @Nullable Node find(Path path) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
            return found.isDirectory()
                    ? new Node(path, true, 0, identity(path))
                    : new Node(
                            path, false, found.size(), found.lastModifiedTime().to(TimeUnit.MICROSECONDS));
        } catch (NoSuchFileException e) {
            return null;
        } catch (java.nio.file.FileSystemException e) {
            return throughFile(path, e);
        }
    }

    /** A file has nothing below it. */
    private static @Nullable Node throughFile(Path path, IOException e) throws IOException {
        Path parent = path.getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            return null;
        }
        throw e;
    }

    private long identity(Path folder) throws IOException {
        Path file = folder.resolve(IDENTITY);
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            long stamp = stamp();
            Path made = work.resolve(UUID.randomUUID().toString());
            Files.writeString(made, stamp + "\n", StandardCharsets.US_ASCII);
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
            return stamp;
        }
    }

    private long stamp() {
        lastStamp = Math.max(lastStamp + 1, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        return lastStamp;
    }

    synchronized void createFile(Path path) throws IOException {
        drop(path);
        put(Files.createFile(work.resolve(UUID.randomUUID().toString())), path);
    }

    synchronized void createFolder(Path path) throws IOException {
        Files.createDirectories(path);
    }

    synchronized void append(Node file, long position, byte[] bytes) throws IOException {
        Upload upload = uploads.get(file.path());
        if (upload == null) {
            Path content = work.resolve(UUID.randomUUID().toString());
            Files.copy(file.path(), content);
            upload = new Upload(content, file.size());
            uploads.put(file.path(), upload);
        }
        upload.append(position, bytes);
    }

    /** Makes what was appended up to a position the content of the file; false if there is a gap before it. */
    synchronized boolean flush(Node file, long position) throws IOException {
        Upload upload = uploads.get(file.path());
        if (upload == null) {
            return position == file.size();
        }
        if (position > upload.end()) {
            return false;
        }
        put(upload.content(position), file.path());
        uploads.remove(file.path());
        return true;
    }

    private void put(Path content, Path path) throws IOException {
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.setLastModifiedTime(content, FileTime.from(stamp(), TimeUnit.MICROSECONDS));
        Files.move(content, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Renames: the source is gone and the target is what it was, in one step. */
    synchronized void rename(Path source, Path target) throws IOException {
        drop(target);
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Upload upload = uploads.remove(source);
        if (upload != null) {
            uploads.put(target, upload);
        }
    }

    /** Deletes a file, or a folder with all it holds, in one step. */
    synchronized void delete(Path path) throws IOException {
        uploads.keySet().removeIf(upload -> upload.startsWith(path));
        Path gone = work.resolve(UUID.randomUUID().toString());
        Files.move(path, gone, StandardCopyOption.ATOMIC_MOVE);
        removeAll(gone);
    }

    private void drop(Path path) {
        uploads.remove(path);
    }

    private static void removeAll(Path path) throws IOException {
        List<Path> inside;
        try (Stream<Path> files = Files.walk(path)) {
            inside = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : inside) {
            Files.delete(file);
        }
    }

    /** What is right below a folder, or below all of its folders too, in name order. */
    synchronized List<Node> list(Path folder, boolean recursive) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(entries::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        entries.sort(Comparator.comparing(path -> String.valueOf(path.getFileName())));
        List<Node> nodes = new ArrayList<>();
        for (Path entry : entries) {
            Node node = entry.endsWith(IDENTITY) ? null : find(entry);
            if (node != null) {
                nodes.add(node);
                if (recursive && node.folder()) {
                    nodes.addAll(list(entry, true));
                }
            }
        }
        return nodes;
    }

    /** The path of a node below a workspace. */
    String name(Node node, String workspace) {
        return root.resolve(workspace).relativize(node.path()).toString().replace('\\', '/');
    }
}
