package io.tidbmirror.feed;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.PoisonException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A data file of an export, decompressed as it is read.
 *
 * @param store where it is
 * @param object the file
 */
record DumpFile(FeedStore store, FeedObject object) implements ByteSource {
    /** The name without what tells the compression, so that its end tells the format. */
    @Override
    public String name() {
        return DumpName.plain(object.path());
    }

    @Override
    public long size() {
        return compression() == DumpCompression.NONE ? object.size() : UNKNOWN_SIZE;
    }

    /** A compressed file can only be read from its beginning. */
    @Override
    public InputStream open(long offset) throws IOException {
        if (compression() == DumpCompression.NONE) {
            return store.open(object, offset);
        }
        if (offset != 0) {
            throw new IllegalArgumentException(
                    object.path() + " is compressed and cannot be read from offset " + offset);
        }
        Stored stored = new Stored(store.open(object, 0));
        try {
            return new Decompressed(compression().open(stored), stored);
        } catch (IOException e) {
            stored.close();
            throw stored.judged(e);
        }
    }

    private DumpCompression compression() {
        return DumpCompression.of(object.path());
    }

    /** The bytes as stored; knows whether it was the store that failed. */
    private final class Stored extends FilterInputStream {
        private boolean failed;

        Stored(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            failed = true;
            int read = super.read(bytes, offset, length);
            failed = false;
            return read;
        }

        /** A store that does not answer may do so later; bytes that cannot be decompressed stay as they are. */
        IOException judged(IOException failure) {
            if (failed) {
                return failure;
            }
            throw new PoisonException(
                    "file " + object.path() + " of the export is damaged or cut off: " + failure.getMessage()
                            + "; export the table again",
                    failure);
        }
    }

    private static final class Decompressed extends FilterInputStream {
        private final Stored stored;

        Decompressed(InputStream in, Stored stored) {
            super(in);
            this.stored = stored;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                return super.read(bytes, offset, length);
            } catch (IOException e) {
                throw stored.judged(e);
            }
        }
    }
}
