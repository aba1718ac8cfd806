package io.tidbmirror.wiring.settings;

/** Compression of Parquet landing files. */
public enum Compression {
    SNAPPY,
    ZSTD
}
