package io.tidbmirror.local;

import io.tidbmirror.land.LandingZone;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A landing zone in a local folder, with the promises of the real one: a file appears whole, by a rename that consumes its
 * source and never replaces. Several processes may use it.
 *
 * <p>A folder's identity is a random id in its file {@code _folder.id}, which Fabric ignores as it does everything that
 * begins with {@code _}: inode numbers and times are used again, or change when a disk is mounted elsewhere.
 */
public final class LocalLandingZone implements LandingZone {
    private static final String IDENTITY = "_folder.id";
    private static final String LOCKS = "_scratchPad/_locks";
    private static final String GONE = "_scratchPad/_gone";

    private final Path root;

    /**
     * Opens the folder, making it if it is absent.
     *
     * @throws IOException if it cannot be made
     */
    public LocalLandingZone(Path root) throws IOException {
        DurableFiles.createFolder(root.toAbsolutePath().normalize());
        this.root = root.toRealPath();
    }

    @Override
    public OutputStream stage(String path) throws IOException {
        Path file = resolve(path);
        DurableFiles.createFolder(DurableFiles.parent(file));
        return new StageStream(file);
    }

    @Override
    public long size(String path) throws IOException {
        try {
            BasicFileAttributes file = Files.readAttributes(resolve(path), BasicFileAttributes.class);
            return file.isRegularFile() ? file.size() : -1;
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    @Override
    public Published publish(String stagePath, String landingPath) throws IOException {
        Path source = resolve(stagePath);
        Path target = resolve(landingPath);
        return FileLocks.under(
                lockOf(target), () -> Files.exists(target) ? found(source, target) : moved(source, target));
    }

    private static Published moved(Path source, Path target) throws IOException {
        try {
            DurableFiles.move(source, target);
            return Published.DONE;
        } catch (NoSuchFileException e) {
            if (Files.exists(source)) {
                throw e;
            }
            return Published.SOURCE_MISSING;
        }
    }

    private static Published found(Path source, Path target) throws IOException {
        if (!Files.exists(source)) {
            DurableFiles.sync(DurableFiles.parent(target)); // a rename before a crash may not be on disk yet
            return Published.SOURCE_MISSING;
        }
        if (!Files.isSameFile(source, target)) {
            return Published.TARGET_EXISTS;
        }
        Files.delete(source); // a power failure brought back the old name of what was renamed
        return Published.DONE;
    }

    @Override
    public Folder createFolder(String path, Map<String, byte[]> files) throws IOException {
        Path folder = resolve(path);
        Path lock = lockOf(folder.resolve(IDENTITY));
        return FileLocks.under(lock, () -> {
            boolean fresh = DurableFiles.createFolder(folder);
            if (!fresh) {
                DurableFiles.sync(DurableFiles.parent(folder)); // made before a crash, it may not be on disk yet
            }
            String known = fresh ? null : folderId(path);
            String id = known == null ? UUID.randomUUID().toString() : known;
            if (known == null) {
                place(lock, folder.resolve(IDENTITY), id.getBytes(StandardCharsets.US_ASCII));
            }
            Set<String> made = new HashSet<>();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path target = folder.resolve(file.getKey());
                if (!Files.exists(target)) {
                    place(lock, target, file.getValue());
                    made.add(file.getKey());
                }
            }
            DurableFiles.sync(folder);
            return new Folder(id, made);
        });
    }

    /** Puts a whole file in a place where none is, under the lock; its name is not durable yet. */
    private static void place(Path lock, Path target, byte[] content) throws IOException {
        Path temporary = lock.resolveSibling(lock.getFileName() + ".tmp");
        Files.deleteIfExists(temporary); // what a power failure left may be another name of a file that is in its place
        DurableFiles.place(temporary, target, content);
    }

    @Override
    public @Nullable String folderId(String path) throws IOException {
        byte[] id = DurableFiles.read(resolve(identityOf(path)));
        return id == null ? null : new String(id, StandardCharsets.US_ASCII);
    }

    @Override
    public boolean createIfAbsent(String path, byte[] content) throws IOException {
        Path target = resolve(path);
        Path lock = lockOf(target);
        return FileLocks.under(lock, () -> {
            if (Files.exists(target)) {
                return false;
            }
            place(lock, target, content);
            DurableFiles.sync(DurableFiles.parent(target));
            return true;
        });
    }

    @Override
    public byte @Nullable [] read(String path) throws IOException {
        return DurableFiles.read(resolve(path));
    }

    @Override
    public byte @Nullable [] read(String path, long offset, int length) throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(resolve(path))) {
            ByteBuffer part = ByteBuffer.allocate((int) Math.max(0, Math.min(length, file.size() - offset)));
            file.position(offset);
            while (part.hasRemaining() && file.read(part) >= 0) {}
            return Arrays.copyOf(part.array(), part.position());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public List<Entry> list(String folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.isEmpty() ? root : resolve(folder))) {
            for (Path file : files) {
                addTo(entries, file);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }

    private static void addTo(List<Entry> entries, Path file) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            entries.add(new Entry(String.valueOf(file.getFileName()), found.isDirectory()));
        } catch (NoSuchFileException e) {
            // moved away after it was listed: it is not there
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(resolve(path));
    }

    @Override
    public void deleteFolder(String path) throws IOException {
        List<Path> inside;
        try (Stream<Path> files = Files.walk(resolve(path))) {
            inside = files.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : inside) {
            Files.deleteIfExists(file);
        }
    }

    /** The folder is moved away at once, under the lock of its files, so that another of its name is never touched. */
    @Override
    public void deleteFolder(String path, String folderId) throws IOException {
        Path folder = resolve(path);
        String gone = GONE + "/" + folderId;
        FileLocks.under(lockOf(folder.resolve(IDENTITY)), () -> {
            if (folderId.equals(folderId(path))) {
                DurableFiles.createFolder(resolve(GONE));
                DurableFiles.move(folder, resolve(gone));
                DurableFiles.sync(DurableFiles.parent(folder));
            }
            return folderId;
        });
        deleteFolder(gone);
    }

    /** The lock of the folder a file is in: one for each table. */
    private Path lockOf(Path file) {
        String folder = root.relativize(DurableFiles.parent(file)).toString();
        return root.resolve(LOCKS).resolve(folder.isEmpty() ? "zone.lock" : folder + ".lock");
    }

    private static String identityOf(String folder) {
        return folder + "/" + IDENTITY;
    }

    private Path resolve(String path) {
        Path resolved = root.resolve(path).normalize();
        if (!resolved.startsWith(root) || resolved.equals(root)) {
            throw new IllegalArgumentException("path leaves the landing zone: " + path);
        }
        return resolved;
    }
}
