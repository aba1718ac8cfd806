package io.tidbmirror.land.format;

import io.tidbmirror.change.ValueType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a landing file tells about itself.
 *
 * @param columns in file order, with the row marker if there is one
 * @param rows number of rows
 * @param provenance names and values kept in the file
 * @param markers the values that occur in the column of the row marker
 */
public record FileSummary(List<Column> columns, long rows, Map<String, String> provenance, SortedSet<Integer> markers) {
    /** A column; its landed type is null if no file of this program has it. */
    public record Column(String name, @Nullable ValueType type, boolean required) {}

    public FileSummary {
        columns = List.copyOf(columns);
        provenance = Map.copyOf(provenance);
        markers = Collections.unmodifiableSortedSet(markers);
    }
}
