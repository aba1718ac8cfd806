package io.tidbmirror.land;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.LandingZone.Folder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the landing folder of a new table (landing-protocol.md 6.1). Any crash repeats it without harm. */
final class Birth {
    private final TableSite site;

    Birth(TableSite site) {
        this.site = site;
    }

    /** Creates folder and metadata and returns the identity of the folder, to be written to HEAD. */
    String prepare(TableSchema schema) throws IOException {
        site.failpoint(Failpoints.BEFORE_FOLDER);
        long newest = new Publisher(site).newest();
        if (newest != 0) {
            throw new PoisonException("table " + site.table() + ": landing folder " + site.folder()
                    + " holds file number " + newest
                    + " and HEAD knows nothing of it; if HEAD was lost put it back, else"
                    + " build the table again (command: table rebuild), or remove the folder and release the table");
        }
        byte[] metadata = site.format().metadata(schema);
        Folder folder = site.zone().createFolder(site.folder().path(), Map.of(TableFolder.METADATA, metadata));
        if (!folder.made().contains(TableFolder.METADATA)) {
            compare(metadata);
        }
        site.failpoint(Failpoints.AFTER_FOLDER);
        return folder.id();
    }

    /** Fabric cannot change the key of a table once it is declared, nor the columns where they are. */
    private void compare(byte[] ours) throws IOException {
        byte[] there = site.zone().read(site.folder().metadata());
        List<String> differences = MetadataCheck.differences(json(there), json(ours), Set.of());
        if (!differences.isEmpty()) {
            throw new PoisonException(
                    "table " + site.table() + ": " + site.folder().metadata()
                            + " was there and is not the table's: " + String.join("; ", differences)
                            + "; remove the folder and release the table to let it be made again");
        }
    }

    private JsonNode json(byte @Nullable [] metadata) throws IOException {
        try {
            return MetadataCheck.read(metadata == null ? new byte[0] : metadata);
        } catch (JsonProcessingException e) {
            throw new PoisonException(
                    "table " + site.table() + ": " + site.folder().metadata()
                            + " is no JSON; remove it and release the table to let it be made again",
                    e);
        }
    }
}
