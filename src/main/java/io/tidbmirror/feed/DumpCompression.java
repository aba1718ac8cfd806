package io.tidbmirror.feed;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.xerial.snappy.SnappyFramedInputStream;

/** How a file of an export is compressed: Dumpling's {@code --compress}, as the end of its name tells. */
enum DumpCompression {
    NONE("", ""),
    GZIP(".gz", ".gzip"),
    /** The framing format, not the block format. */
    SNAPPY(".snappy", ".sz"),
    ZSTD(".zst", ".zstd");

    private static final int BUFFER = 64 << 10;

    private final String suffix;
    private final String otherSuffix;

    DumpCompression(String suffix, String otherSuffix) {
        this.suffix = suffix;
        this.otherSuffix = otherSuffix;
    }

    static DumpCompression of(String name) {
        for (DumpCompression each : values()) {
            if (each.suffixLength(name) > 0) {
                return each;
            }
        }
        return NONE;
    }

    /** Length of the end of a name that says so; 0 if it does not. */
    int suffixLength(String name) {
        if (name.endsWith(suffix)) {
            return suffix.length();
        }
        return name.endsWith(otherSuffix) ? otherSuffix.length() : 0;
    }

    /**
     * The bytes that were compressed.
     *
     * @throws IOException if they cannot be read, or are not compressed so
     */
    InputStream open(InputStream compressed) throws IOException {
        return switch (this) {
            case NONE -> compressed;
            case GZIP -> new GZIPInputStream(compressed, BUFFER);
            case SNAPPY -> new SnappyFramedInputStream(compressed);
            case ZSTD -> new ZstdInputStream(new BufferedInputStream(compressed, BUFFER)).setContinuous(false);
        };
    }
}
