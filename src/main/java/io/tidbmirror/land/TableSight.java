package io.tidbmirror.land;

import io.tidbmirror.land.HeadStore.Versioned;
import io.tidbmirror.land.LandingZone.Entry;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * HEAD of a table and its folder at one moment.
 *
 * @param head HEAD, the same before and after the folder was listed
 * @param staged whether the pending file was still waiting to be published
 * @param folderId identity of the landing folder, null if there is none
 * @param entries what is in it
 */
record TableSight(Head head, boolean staged, @Nullable String folderId, List<Entry> entries) {
    private static final int ATTEMPTS = 20;

    /**
     * Looks, or null if there is no HEAD of that name any more.
     *
     * @throws io.tidbmirror.change.MirrorException if HEAD cannot be understood
     */
    static @Nullable TableSight of(String name, HeadStore heads, LandingZone zone) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Versioned before = heads.read(name);
            if (before == null) {
                return null;
            }
            Head head = HeadCodec.read(name, before.bytes());
            Pending pending = head.progress().pending();
            boolean staged = pending != null && zone.size(pending.stagePath()) >= 0;
            TableSight sight = new TableSight(head, staged, zone.folderId(head.folder()), zone.list(head.folder()));
            Versioned after = heads.read(name);
            if (after != null && after.etag().equals(before.etag())) {
                return sight;
            }
        }
        throw new IOException("HEAD object " + name + " changes faster than its folder can be listed; try again");
    }

    /** Numbers of the landing files that are visible, ascending. */
    List<Long> numbers(String extension) {
        return entries.stream()
                .filter(entry -> !entry.folder())
                .map(entry -> TableFolder.seqOf(entry.name(), extension))
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .filter(seq -> seq > 0)
                .sorted()
                .toList();
    }

    /** Whether the file assigned last is not published yet, which the next start makes up for. */
    boolean isUnpublished(long newest) {
        return staged && newest == head.seq() - 1;
    }
}
