package io.tidbmirror.decode;

/** How TiCDC writes binary values in CSV: changefeed option {@code binary-encoding-method}. */
public enum BinaryEncoding {
    /** Standard alphabet with padding. */
    BASE64,
    /** Lower-case digits. */
    HEX
}
