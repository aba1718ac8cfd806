package io.tidbmirror.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Locks between the threads and the processes that share a folder, each on a file of its own that is never deleted. A
 * process that dies lets go of its locks.
 *
 * <p>Static, and channels stay open: POSIX drops a process's lock when any channel of the file is closed, and a JVM may
 * lock a file only once; so each file is opened once a JVM, whatever the number of adapters on a folder.
 */
final class FileLocks {
    private static final ConcurrentMap<Path, FileLocks> ALL = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantLock threads = new ReentrantLock();
    private @Nullable FileChannel channel;

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
        try (FileLock processes = open().lock()) {
            return action.run();
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
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel = opened;
        return opened;
    }
}
