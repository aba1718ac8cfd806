package io.tidbmirror.model;

import io.tidbmirror.corpus.Truth.ColumnTruth;
import io.tidbmirror.corpus.Truth.Name;
import java.util.List;
import java.util.Map;

/**
 * A table at one moment, never changed.
 *
 * @param columns without virtual ones, in table order
 * @param keys keys of which any may identify a row; empty if there is none
 * @param rows TiDB's text by column
 * @param virtual whether it has virtual columns besides
 * @param primary whether the key is a primary key
 */
public record TableState(
        Name name,
        List<ModelColumn> columns,
        List<List<String>> keys,
        List<Map<String, String>> rows,
        boolean virtual,
        boolean primary) {

    /** The same with the first key. */
    public List<ColumnTruth> keyedColumnTruths() {
        List<String> key = keys.isEmpty() ? List.of() : keys.get(0);
        return columns.stream()
                .map(c -> key.contains(c.name())
                        ? new ColumnTruth(c.name(), c.type().columnType(), false, primary ? "PRI" : "UNI", "")
                        : new ColumnTruth(c.name(), c.type().columnType(), c.nullable(), "", ""))
                .toList();
    }

    /** The columns in the words of {@code truth/columns.json}. */
    public List<ColumnTruth> columnTruths() {
        return columns.stream()
                .map(c -> new ColumnTruth(c.name(), c.type().columnType(), c.nullable(), "", ""))
                .toList();
    }
}
