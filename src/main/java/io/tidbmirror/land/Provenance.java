package io.tidbmirror.land;

import io.tidbmirror.change.Covered;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a landing file says about itself, for audit and to build HEAD again as a last resort (landing-protocol.md section 4). */
final class Provenance {
    private static final String PREFIX = "tidbmirror.";

    /** Rebuilds of the landing folder, from 1. */
    static final String GENERATION = PREFIX + "generation";

    /** The number the file was written for: one more than HEAD's, so it is its name if it was ever published. */
    static final String SEQ = PREFIX + "seq";

    static final String BATCH_ID = PREFIX + "batchId";

    /** Where the file before it ends; a commit-ts in decimal, or JSON if there is more than one stream or no commit-ts. */
    static final String FROM = PREFIX + "from";

    /** Where it ends itself: its rows have a smaller commit-ts. */
    static final String TO = PREFIX + "to";

    static final String EPOCH = PREFIX + "epoch";

    /** Of a file that is kept beside it: its rows, its bytes, and its CRC-32C as {@link Checksum} tells it. */
    static final String ROWS = PREFIX + "rows";

    static final String BYTES = PREFIX + "bytes";
    static final String CRC32C = PREFIX + "crc32c";

    private Provenance() {}

    /** Of the file that is staged for a slot. */
    static Map<String, String> of(Slot slot, String batchId, Covered to) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(GENERATION, Long.toString(slot.generation()));
        entries.put(SEQ, Long.toString(slot.seq()));
        entries.put(BATCH_ID, batchId);
        entries.put(FROM, CoveredCodec.text(slot.from()));
        entries.put(TO, CoveredCodec.text(to));
        entries.put(EPOCH, Long.toString(slot.epoch()));
        return entries;
    }

    /** Of the file that is pending in HEAD: the same as when it was staged, but for the epoch of one that waited for a rebuild. */
    static Map<String, String> of(Head head, Pending pending) {
        return of(Slot.of(head, pending), pending.batchId(), pending.to());
    }
}
