package io.tidbmirror.feed.message;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with files of one process, which only their owner can read. A lock in it tells whether the process lives. Not thread
 * safe.
 */
final class SpillFolder {
    private static final Logger LOG = LoggerFactory.getLogger(SpillFolder.class);
    private static final String PREFIX = "tidb-mirror-";
    private static final String LOCK = "lock";
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final Path folder;
    private final FileChannel lock;

    private SpillFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Makes one. */
    static SpillFolder in(Path parent) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(parent), PREFIX, ownerOnly("rwx------"));
        FileChannel lock =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        return new SpillFolder(folder, lock);
    }

    Path newFile() throws IOException {
        return Files.createTempFile(folder, "rows-", "", ownerOnly("rw-------"));
    }

    /** Deletes it, once its files are gone. */
    void delete() throws IOException {
        lock.close();
        Files.deleteIfExists(folder.resolve(LOCK));
        Files.deleteIfExists(folder);
    }

    /** Deletes those of processes that were killed. Call before this process makes one. */
    static void sweep(Path parent) {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : left) {
                if (isLeft(folder)) {
                    deleteWith(folder);
                    LOG.info("deleted what a killed process has left in {}", folder);
                }
            }
        } catch (NoSuchFileException nothing) {
            LOG.debug("nothing was left in {}", parent);
        } catch (IOException e) {
            LOG.warn("what killed processes have left in {} cannot be deleted: {}", parent, e.toString());
        }
    }

    private static boolean isLeft(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (NoSuchFileException beingMade) {
            return false;
        } catch (OverlappingFileLockException ours) {
            return false;
        }
    }

    private static void deleteWith(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    /** Where the file system has permissions. */
    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
