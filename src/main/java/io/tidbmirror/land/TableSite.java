package io.tidbmirror.land;

import io.tidbmirror.change.TableId;
import io.tidbmirror.land.format.LandingFormat;
import java.io.IOException;

/**
 * Everything the steps of the protocol need to work on one table.
 *
 * @param table the table in TiDB
 * @param folder where it is landed
 * @param zone the landing zone
 * @param format of its files
 * @param options of this process
 */
record TableSite(TableId table, TableFolder folder, LandingZone zone, LandingFormat format, LanderOptions options) {
    void failpoint(String name) throws IOException {
        options.failpoints().hit(name);
    }

    ProvenanceFile provenance() {
        return new ProvenanceFile(zone, format.extension());
    }

    String file(long seq) {
        return folder.file(seq, format.extension());
    }
}
