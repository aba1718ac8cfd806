package io.tidbmirror.camel;

import io.tidbmirror.batch.BatchLimits;
import io.tidbmirror.batch.RowFile;
import io.tidbmirror.batch.Window;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files of rows as maps, of one table and in order: the body behind the aggregate of a user's own route. */
final class RowFileGroup {
    private final List<RowFile> files = new ArrayList<>();

    static RowFileGroup of(RowFile first) {
        RowFileGroup group = new RowFileGroup();
        group.files.add(first);
        return group;
    }

    void add(RowFile file) {
        if (!file.rows().schema().equals(files.get(0).rows().schema())) {
            throw new IllegalArgumentException("rows of " + file.rows().schema().table() + " came to a group of "
                    + table() + "; correlate by header " + FabricLandingZoneConstants.KEY);
        }
        files.add(file);
    }

    TableId table() {
        return files.get(0).rows().schema().table();
    }

    /** What is not landed yet, or null if all of it is. */
    @Nullable
    Window window(Covered covered, BatchLimits limits) {
        return RowFile.window(covered, files, limits);
    }
}
