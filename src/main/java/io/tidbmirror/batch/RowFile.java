package io.tidbmirror.batch;

import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.FilePlace;
import io.tidbmirror.change.Position;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.TransientException;
import io.tidbmirror.mark.MarkedSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All rows of one file of a series that only names put in order: what a route of one's own hands over.
 *
 * @param rows the rows, in their order in the file
 * @param place name of the file; names sort in the order in which the files were written
 * @param before name of the file before it that this process has seen, or null for the first
 */
public record RowFile(
        MarkedSource rows, String place, @Nullable String before) {
    /** Name of the stream of such files. */
    private static final String STREAM = "";

    /**
     * The window of what is not landed yet, or null if all of it is.
     *
     * @param files in order, of one table
     * @throws FatalException if the table is landed from something else so far
     * @throws TransientException if a file before the first is not landed: going on would lose it
     */
    public static @Nullable Window window(Covered covered, List<RowFile> files, BatchLimits limits) {
        RowFile first = files.get(0);
        TableSchema schema = first.rows.schema();
        FilePlace landed = landed(covered, schema.table());
        first.requireTurn(landed);
        List<Run> runs = new ArrayList<>();
        for (RowFile file : files) {
            int order = landed == null ? 1 : file.place.compareTo(landed.file());
            if (order > 0 || (order == 0 && landed != null && landed.rows() != FilePlace.ALL)) {
                long landedRows = order > 0 || landed == null ? 0 : landed.rows();
                runs.add(new Run(file.rows, STREAM, file.place, 0, landedRows));
            }
        }
        WindowPlan plan = new WindowPlan(schema.table(), covered, Covered.NOTHING, runs.size());
        return runs.isEmpty() ? null : new PositionedWindow(schema, plan, runs, limits);
    }

    private static @Nullable FilePlace landed(Covered covered, TableId table) {
        Position position = covered.streams().get(STREAM);
        if (position == null && !covered.streams().isEmpty()) {
            throw FatalException.configuration("table " + table + " is landed from a changefeed so far, up to "
                    + covered.streams()
                    + ", and rows of a route of one's own have no place in it: land them into a table of another name, or"
                    + " remove this one first (command: table remove)");
        }
        return position == null ? null : FilePlace.of(position);
    }

    private void requireTurn(@Nullable FilePlace landed) {
        if (before != null && (landed == null || landed.file().compareTo(before) < 0 || isWithin(landed, before))) {
            throw new TransientException(
                    "table " + rows.schema().table() + ": file " + place + " waits for " + before
                            + ", which is not landed completely; start again to read from there",
                    null);
        }
    }

    private static boolean isWithin(FilePlace landed, String file) {
        return landed.file().equals(file) && landed.rows() != FilePlace.ALL;
    }
}
