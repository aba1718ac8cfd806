package io.tidbmirror.feed.message;

/** How the changefeed's dispatchers choose the partition of a row (tiflow dispatcher package). */
public enum Dispatcher {
    /** All rows of a table go to one partition. */
    TABLE,
    /** Rows go where the values of a key or of chosen columns lead: a table is in every partition. */
    INDEX_VALUE;

    boolean spreads() {
        return this == INDEX_VALUE;
    }
}
