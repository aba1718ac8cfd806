package io.tidbmirror.land;

import io.tidbmirror.change.Covered;

/**
 * The place that the next file of a table is staged for.
 *
 * @param generation the generation it belongs to
 * @param seq its number
 * @param from where the file before it ends
 * @param epoch of the process that stages it
 * @param replacing whether the generation is not landed yet
 */
record Slot(long generation, long seq, Covered from, long epoch, boolean replacing) {
    static Slot next(Head head) {
        Replacement next = head.progress().replacement();
        long epoch = head.tenure().epoch();
        return next == null
                ? new Slot(
                        head.progress().generation(),
                        head.seq() + 1,
                        head.progress().filesTo(),
                        epoch,
                        false)
                : new Slot(next.generation(), next.files().size() + 1L, next.filesTo(), epoch, true);
    }

    /** That of a HEAD's pending file. */
    static Slot of(Head head, Pending pending) {
        return new Slot(
                head.progress().generation(),
                head.seq(),
                pending.from(),
                head.tenure().epoch(),
                false);
    }

    String stagePath(TableSite site, String batchId) {
        String extension = site.format().extension();
        return replacing
                ? site.folder().replacementFile(generation, epoch, batchId, extension)
                : site.folder().stageFile(epoch, batchId, extension);
    }
}
