package io.tidbmirror.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** File operations that are on disk when they return. */
final class DurableFiles {
    private static final boolean FOLDERS_CAN_BE_SYNCED = java.io.File.separatorChar == '/';

    private DurableFiles() {}

    /** Makes names in a folder durable. Windows neither needs nor allows it. */
    static void sync(Path folder) throws IOException {
        if (FOLDERS_CAN_BE_SYNCED) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Creates a folder with those above it; false if it was there. */
    static boolean createFolder(Path folder) throws IOException {
        boolean made = false;
        Deque<Path> missing = new ArrayDeque<>();
        for (Path above = folder; above != null && !Files.isDirectory(above); above = above.getParent()) {
            missing.push(above);
        }
        for (Path next : missing) {
            try {
                Files.createDirectory(next);
                made = true;
            } catch (FileAlreadyExistsException e) {
                made = false;
                if (!Files.isDirectory(next)) {
                    throw e;
                }
            }
            Path above = next.getParent();
            if (above != null) {
                sync(above);
            }
        }
        return made;
    }

    /** Writes a file under a temporary name, which only one writer may use at a time, and moves it over the target. */
    static void replace(Path temporary, Path target, byte[] content) throws IOException {
        place(temporary, target, content);
        sync(parent(target));
    }

    /** Like {@link #replace}, but the name is durable only once the target's folder is synced. */
    static void place(Path temporary, Path target, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            throw unwritten(temporary, e);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Adds the name of the file, which a channel leaves out of its error when the disk is full. */
    static IOException unwritten(Path file, IOException cause) {
        boolean told = cause instanceof FileSystemException || cause instanceof ClosedChannelException;
        return told ? cause : new IOException("cannot write " + file + ": " + cause.getMessage(), cause);
    }

    /**
     * Renames, atomically. The new name is durable; a power failure may bring back the old one beside it, on file systems
     * that do not write both folders at once.
     */
    static void move(Path source, Path target) throws IOException {
        Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        sync(parent(target));
    }

    static byte @Nullable [] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readAllBytes();
        } catch (NoSuchFileException e) {
            return null;
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("cannot read " + file + ": " + e.getMessage(), e); // it names no file
        }
    }

    static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " is in no folder");
        }
        return parent;
    }
}
