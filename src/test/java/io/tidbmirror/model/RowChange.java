package io.tidbmirror.model;

import java.util.Map;

/**
 * One change of a row as TiCDC's sinks see it: a change of a key is split in two before.
 *
 * @param op I, U or D
 * @param before null for I
 * @param after null for D
 * @param split whether it is one half of an update
 */
record RowChange(char op, Map<String, String> before, Map<String, String> after, boolean split) {

    Map<String, String> row() {
        return after == null ? before : after;
    }
}
