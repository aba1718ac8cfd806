package io.tidbmirror.wiring.settings;

/** By what the changefeed divides a table's folder into date folders. */
public enum DateSeparator {
    NONE,
    YEAR,
    MONTH,
    DAY
}
