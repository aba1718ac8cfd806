package io.tidbmirror.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Locks between the threads and the processes that share a folder, each on a file of its own that stays as long as what it
 * guards. A process that dies lets go of its locks.
 *
 * <p>Static, and channels stay open: POSIX drops a process's lock when any channel of the file is closed, and a JVM may
 * lock a file only once; so each file is opened once a JVM, whatever the number of adapters on a folder.
 */
final class FileLocks {
    private static final ConcurrentMap<Path, FileLocks> ALL = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock threads = new ReentrantLock();
    private @Nullable FileChannel channel;
    private Optional<Object> identity = Optional.empty();

    private FileLocks(Path file) {
        this.file = file;
    }

    /** What is done under a lock. */
    interface Action<T> {
        T run() throws IOException;
    }

    /**
     * Waits for the lock and does something under it.
     *
     * @param file lock file, made if absent; by its real path, so that links do not make two locks of one
     */
    static <T> T under(Path file, Action<T> action) throws IOException {
        return ALL.computeIfAbsent(file, FileLocks::new).run(action);
    }

    @SuppressWarnings("try") // the lock is held, not used
    private <T> T run(Action<T> action) throws IOException {
        threads.lock();
        try {
            while (true) {
                FileChannel open = open();
                try (FileLock processes = open.lock()) {
                    if (isCurrent()) {
                        return action.run();
                    }
                }
                open.close(); // the file was deleted: a lock on it keeps out nobody who comes later
            }
        } finally {
            threads.unlock();
        }
    }

    /** Opens again if an interrupt closed the channel; nobody in this JVM holds the lock then. */
    private FileChannel open() throws IOException {
        FileChannel known = channel;
        if (known != null && known.isOpen()) {
            return known;
        }
        DurableFiles.createFolder(DurableFiles.parent(file));
        FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel = opened;
        identity = identity();
        return opened;
    }

    /** Whether the file of the channel is still the one of that name. */
    private boolean isCurrent() throws IOException {
        Optional<Object> now = identity();
        return now.isPresent() && now.equals(identity);
    }

    /** What a file system calls the file of this name; its name where it has no such thing; empty if there is none. */
    private Optional<Object> identity() throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return Optional.of(key == null ? file : key);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
