package io.tidbmirror.land;

import io.tidbmirror.batch.FileRows;
import io.tidbmirror.batch.RestartFileException;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.mark.MarkedBlock;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Step S1: writes a whole file to a fresh stage path. Whatever fails, nothing has happened but a stage file nobody knows. */
final class Stager {
    private final TableSite site;
    private final Slot slot;

    Stager(TableSite site, Slot slot) {
        this.site = site;
        this.slot = slot;
    }

    /**
     * Stages the file of the slot.
     *
     * @return the file, or null if its rows have to be read again from its beginning
     */
    @Nullable
    Pending stage(TableSchema schema, FileRows rows) throws IOException {
        site.failpoint(Failpoints.BEFORE_STAGE);
        String batchId = Head.newId();
        String path = slot.stagePath(site, batchId);
        try {
            Pending staged = write(batchId, path, schema, rows);
            site.failpoint(Failpoints.AFTER_STAGE);
            return staged;
        } catch (RestartFileException e) {
            site.zone().delete(path);
            return null;
        } catch (IOException | RuntimeException e) {
            discard(path, e);
            throw e;
        }
    }

    private Pending write(String batchId, String path, TableSchema schema, FileRows rows) throws IOException {
        long count = 0;
        Covered to;
        ChecksummedOutput written;
        try (ChecksummedOutput out = new ChecksummedOutput(site.zone().stage(path));
                LandingFile file =
                        site.options().writers().writing(site.format().begin(schema, out), schema, rows)) {
            for (MarkedBlock block = rows.next(); block != null; block = rows.next()) {
                file.write(block);
                count += block.rows();
            }
            to = rows.covered();
            file.finish(Provenance.of(slot, batchId, to));
            written = out;
        }
        checkSize(path, written.bytes());
        return new Pending(batchId, path, count, written.bytes(), written.crc32c(), slot.from(), to);
    }

    private void checkSize(String path, long written) throws IOException {
        long size = site.zone().size(path);
        if (size != written) {
            throw new IOException("stage file " + path + " has " + size + " bytes, " + written
                    + " were written; it will be written again");
        }
    }

    private void discard(String path, Exception cause) {
        try {
            site.zone().delete(path);
        } catch (IOException e) {
            cause.addSuppressed(e); // the janitor of a later epoch finds it
        }
    }
}
