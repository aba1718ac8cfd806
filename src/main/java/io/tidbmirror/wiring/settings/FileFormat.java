package io.tidbmirror.wiring.settings;

/** File formats of the landing zone. */
public enum FileFormat {
    PARQUET,
    CSV
}
