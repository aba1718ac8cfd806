package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of an export.
 *
 * @param table the table
 * @param schema its CREATE statement as a schema file of the export's TSO; null where the export has none, or it cannot be
 *     used
 * @param problem why the table cannot be loaded; empty if it can
 * @param files its data files, in the order in which they are loaded
 */
record DumpTable(TableId table, @Nullable SchemaFile schema, String problem, List<DumpFile> files) {
    DumpTable {
        files = List.copyOf(files);
    }
}
