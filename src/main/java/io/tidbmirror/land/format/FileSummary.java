package io.tidbmirror.land.format;

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
    /**
     * A column.
     *
     * @param type as {@link LandingFormat#declared} tells it; null if no file of this program has it
     */
    public record Column(String name, @Nullable String type, boolean required) {}

    /** The same file with a provenance that is kept beside it. */
    public FileSummary with(Map<String, String> kept) {
        return new FileSummary(columns, rows, kept, markers);
    }

    public FileSummary {
        columns = List.copyOf(columns);
        provenance = Map.copyOf(provenance);
        markers = Collections.unmodifiableSortedSet(markers);
    }
}
