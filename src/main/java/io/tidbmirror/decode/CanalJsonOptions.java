package io.tidbmirror.decode;

/**
 * The options of a canal-json changefeed that decide how its messages are read, under TiCDC's names. With all others, messages
 * tell themselves what they hold.
 *
 * @param enableTidbExtension messages carry {@code _tidb.commitTs}
 * @param deleteOnlyOutputHandleKeyColumns deletes have the handle columns only
 * @param terminator after each message, not empty
 */
public record CanalJsonOptions(
        boolean enableTidbExtension, boolean deleteOnlyOutputHandleKeyColumns, String terminator) {
    public CanalJsonOptions {
        if (terminator.isEmpty()) {
            throw new IllegalArgumentException("terminator must not be empty: messages would be glued together");
        }
    }
}
