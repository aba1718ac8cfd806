package io.tidbmirror.feed.message;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where rows are kept until they are landed: in memory up to a budget, and beyond it in files that only their owner can
 * read, below a folder that is made when it is needed and is gone when it is empty. Thread safe.
 */
public final class Holding {
    private final long budget;
    private final Path parent;
    private final AtomicLong inMemory = new AtomicLong();
    private final AtomicLong onDisk = new AtomicLong();
    private @Nullable SpillFolder folder;
    private int files;

    /**
     * Keeps rows.
     *
     * @param budget bytes in memory
     * @param parent where the folder of files is made; null for the system's folder of temporary files
     */
    public Holding(long budget, @Nullable Path parent) {
        this.budget = budget;
        this.parent = parent == null ? Path.of(System.getProperty("java.io.tmpdir")) : parent;
    }

    /** Bytes that may be in memory. */
    public long budget() {
        return budget;
    }

    /** Bytes in memory. */
    public long inMemory() {
        return inMemory.get();
    }

    /** Bytes in files. */
    public long onDisk() {
        return onDisk.get();
    }

    /** Whether what is held fills the memory it may take. */
    public boolean isFull() {
        return inMemory.get() >= budget;
    }

    /** Bytes that are still being gathered count as well. */
    void count(int bytes) {
        inMemory.addAndGet(bytes);
    }

    /** Bytes that can be read again from any offset, until they are let go. */
    interface Bytes {
        long size();

        InputStream open(long offset) throws IOException;

        void release() throws IOException;
    }

    /** Keeps bytes that {@link #count} has counted. */
    Bytes keep(byte[] bytes) throws IOException {
        if (!isFull()) {
            return new InMemory(bytes);
        }
        Path file = newFile();
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            Files.deleteIfExists(file); // a part of it would fill a disk that is full already
            fileGone();
            throw e;
        }
        inMemory.addAndGet(-bytes.length);
        onDisk.addAndGet(bytes.length);
        return new OnDisk(file, bytes.length);
    }

    /** Deletes what processes have left that were killed. */
    public void cleanUp() {
        SpillFolder.sweep(parent);
    }

    private synchronized Path newFile() throws IOException {
        SpillFolder home = folder == null ? SpillFolder.in(parent) : folder;
        folder = home;
        Path file = home.newFile();
        files++;
        return file;
    }

    private synchronized void fileGone() throws IOException {
        files--;
        SpillFolder home = folder;
        if (files == 0 && home != null) {
            folder = null;
            home.delete();
        }
    }

    private final class InMemory implements Bytes {
        private byte @Nullable [] bytes;
        private final int length;

        InMemory(byte[] bytes) {
            this.bytes = bytes;
            this.length = bytes.length;
        }

        @Override
        public long size() {
            return length;
        }

        @Override
        public synchronized InputStream open(long offset) throws IOException {
            byte[] held = bytes;
            if (held == null) {
                throw new FileNotFoundException(
                        "the rows were let go: they are landed, or another instance reads them now");
            }
            return new ByteArrayInputStream(held, (int) offset, length - (int) offset);
        }

        @Override
        public synchronized void release() {
            if (bytes != null) {
                bytes = null;
                inMemory.addAndGet(-length);
            }
        }
    }

    private final class OnDisk implements Bytes {
        private final Path file;
        private final long length;

        OnDisk(Path file, long length) {
            this.file = file;
            this.length = length;
        }

        @Override
        public long size() {
            return length;
        }

        @Override
        public InputStream open(long offset) throws IOException {
            try {
                SeekableByteChannel channel = Files.newByteChannel(file);
                channel.position(offset);
                return Channels.newInputStream(channel);
            } catch (NoSuchFileException e) {
                throw new FileNotFoundException(
                        "the rows were let go: they are landed, or another instance reads them now (" + file + ")");
            }
        }

        @Override
        public void release() throws IOException {
            if (Files.deleteIfExists(file)) {
                onDisk.addAndGet(-length);
                fileGone();
            }
        }
    }
}
