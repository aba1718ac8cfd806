package io.tidbmirror.endtoend;

import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.oracle.LandedTable;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A landing zone and what is known of its tables, as a judge looks at it. */
interface LandedTables {

    /**
     * What the mirror says of a table.
     *
     * @param folder its landing folder, relative to the landing zone
     * @param covered commit-ts below which everything is landed, 0 before the first
     */
    record Standing(Name table, String folder, String state, String reason, long covered) {}

    List<Standing> standings() throws IOException;

    /** All folders of tables that are there. */
    Set<String> folders() throws IOException;

    /** What is in a folder; null if it has no {@code _metadata.json}. */
    LandedTable read(String folder) throws IOException;
}
