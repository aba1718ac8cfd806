package io.tidbmirror.batch;

import io.tidbmirror.change.Base;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a window is to hold, decided before its files are read.
 *
 * @param table the table
 * @param from what is covered before it
 * @param to what is covered after it; in positioned mode empty, since the files tell
 * @param closed whether a row at or above the end, in any of the files, is one that would never be read
 * @param files number of files
 * @param hint see {@link Window#hint()}
 * @param base see {@link Window#base()}
 */
public record WindowPlan(
        TableId table,
        Covered from,
        Covered to,
        boolean closed,
        int files,
        Map<String, String> hint,
        @Nullable Base base) {
    public WindowPlan {
        hint = Map.copyOf(hint);
    }

    /** A plan of files that may go on behind the window, without a hint and without a base. */
    public WindowPlan(TableId table, Covered from, Covered to, int files) {
        this(table, from, to, false, files, Map.of(), null);
    }
}
