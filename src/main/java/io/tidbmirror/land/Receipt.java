package io.tidbmirror.land;

import io.tidbmirror.change.Covered;
import java.util.Map;

/**
 * The acknowledgement of a landed window: all of its rows are in published files.
 *
 * @param folder landing folder relative to the landing zone
 * @param covered what is covered now
 * @param seq number of the last published file of this generation
 * @param files files published for this window
 * @param rows rows in them
 * @param resume where the next window goes on in the files of this one; see {@link io.tidbmirror.batch.WindowReader#resume}
 */
public record Receipt(String folder, Covered covered, long seq, int files, long rows, Map<String, Long> resume) {}
