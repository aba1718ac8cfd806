package io.tidbmirror.wiring.settings;

/** The changefeed's protocols that are read. */
public enum Format {
    CSV,
    CANAL_JSON
}
