package io.tidbmirror.land.format;

import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compression of landing files; Fabric reads all of them. Columns that do not shrink are stored uncompressed. */
public enum Compression {
    SNAPPY(CompressionCodecName.SNAPPY),
    /** Level 1: about a quarter smaller than Snappy; higher levels cost more time than they save space. */
    ZSTD(CompressionCodecName.ZSTD),
    NONE(CompressionCodecName.UNCOMPRESSED);

    private final CompressionCodecName codec;

    Compression(CompressionCodecName codec) {
        this.codec = codec;
    }

    CompressionCodecName codec() {
        return codec;
    }
}
