package io.tidbmirror.wiring.settings;

/** How binary columns are written in CSV. */
public enum BinaryEncoding {
    BASE64,
    HEX
}
