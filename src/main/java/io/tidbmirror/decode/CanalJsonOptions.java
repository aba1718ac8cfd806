package io.tidbmirror.decode;

/**
 * The options of a canal-json changefeed that decide how its messages are written, under TiCDC's names.
 *
 * @param enableTidbExtension messages carry {@code _tidb.commitTs}
 * @param contentCompatible {@code mysqlType} has full types, with the labels of ENUM and SET
 * @param onlyOutputUpdatedColumns {@code old} has the changed columns only
 * @param outputRawChangeEvent updates may change the key
 * @param deleteOnlyOutputHandleKeyColumns deletes have the handle columns only
 * @param terminator after each message, not empty
 */
public record CanalJsonOptions(
        boolean enableTidbExtension,
        boolean contentCompatible,
        boolean onlyOutputUpdatedColumns,
        boolean outputRawChangeEvent,
        boolean deleteOnlyOutputHandleKeyColumns,
        String terminator) {
    public CanalJsonOptions {
        if (terminator.isEmpty()) {
            throw new IllegalArgumentException("terminator must not be empty: messages would be glued together");
        }
    }

    /** TiCDC's defaults. */
    public static CanalJsonOptions defaults() {
        return new CanalJsonOptions(false, false, false, false, false, "\r\n");
    }
}
