package io.tidbmirror.land.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import org.xerial.snappy.Snappy;

/** Compresses one page at a time. Not thread safe. */
abstract sealed class PageCompressor {
    static final int NOT_KNOWN = -1;

    static PageCompressor of(Compression compression) {
        return switch (compression) {
            case SNAPPY -> new SnappyPages();
            case ZSTD -> new ZstdPages();
            case NONE -> new PlainPages();
        };
    }

    /** Most bytes that {@code length} bytes may become. */
    abstract int bound(int length);

    /** Compresses the first {@code length} bytes of {@code page} into {@code out} and returns the compressed length. */
    abstract int compress(byte[] page, int length, byte[] out) throws IOException;

    /** The same for values of which many begin as the one before; {@link #NOT_KNOWN} if there is no faster way for them. */
    int compressPrefixes(PageBuffer page, byte[] out) {
        return NOT_KNOWN;
    }

    /** Releases native memory. */
    void release() {}

    private static final class SnappyPages extends PageCompressor {
        @Override
        int bound(int length) {
            return Snappy.maxCompressedLength(length);
        }

        @Override
        int compress(byte[] page, int length, byte[] out) throws IOException {
            return Snappy.compress(page, 0, length, out, 0);
        }

        @Override
        int compressPrefixes(PageBuffer page, byte[] out) {
            return SharedPrefixCompressor.compress(page.bytes(), page.valuesAt(), page.size(), page.width(), out);
        }
    }

    private static final class ZstdPages extends PageCompressor {
        private static final int LEVEL = 1;

        private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);

        @Override
        int bound(int length) {
            return Math.toIntExact(Zstd.compressBound(length));
        }

        @Override
        int compress(byte[] page, int length, byte[] out) {
            return context.compressByteArray(out, 0, out.length, page, 0, length);
        }

        @Override
        void release() {
            context.close();
        }
    }

    private static final class PlainPages extends PageCompressor {
        @Override
        int bound(int length) {
            return length;
        }

        @Override
        int compress(byte[] page, int length, byte[] out) {
            System.arraycopy(page, 0, out, 0, length);
            return length;
        }
    }
}
