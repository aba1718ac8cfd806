package io.tidbmirror.camel;

import io.tidbmirror.batch.Window;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.land.Receipt;
import java.io.IOException;

/** One landing zone, as the producer needs it. Thread safe; never called for two windows of one table at once. */
public interface Landing {
    /**
     * Lands a window completely.
     *
     * @throws IOException if a store fails (transient); some files of the window may be landed
     * @throws PoisonException if the table cannot go on; the caller quarantines it
     * @throws FatalException if the process cannot go on
     */
    Receipt land(TableId table, Window window) throws IOException;

    /** How far a table is landed; reads HEAD and recovers what a crash left. */
    Covered covered(TableId table) throws IOException;

    /** Stops a table until it is released, with a reason for people; has no effect on a table that is stopped already. */
    void quarantine(TableId table, PoisonException reason) throws IOException;

    /** One cheap read of the landing zone and one of the HEAD store: the health check. */
    void check() throws IOException;
}
