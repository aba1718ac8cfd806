package io.tidbmirror.land;

import io.tidbmirror.change.MirrorException;
import io.tidbmirror.land.Head.Standing;
import io.tidbmirror.land.Head.Status;
import io.tidbmirror.land.HeadStore.Versioned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the state of all tables beside whoever writes it. */
public final class Heads {
    private Heads() {}

    /**
     * All tables in name order. Takes nothing and writes nothing. A HEAD that cannot be understood stands for a quarantined
     * table of which nothing else is known, under the name that the object has.
     *
     * @throws IOException if the store does not answer
     */
    public static List<Head> in(HeadStore store) throws IOException {
        List<Head> found = new ArrayList<>();
        for (String name : names(store)) {
            Head head = read(store, name);
            if (head != null) {
                found.add(head);
            }
        }
        found.sort(Comparator.comparing(Head::table));
        return found;
    }

    /** Names of all HEAD objects. */
    static List<String> names(HeadStore store) throws IOException {
        return store.names().stream().filter(name -> !Probe.isOf(name)).toList();
    }

    private static @Nullable Head read(HeadStore store, String name) throws IOException {
        try {
            Versioned version = store.read(name);
            return version == null ? null : HeadCodec.read(name, version.bytes());
        } catch (MirrorException e) {
            Standing stopped = new Standing(Status.QUARANTINED, String.valueOf(e.getMessage()), "HEAD object " + name);
            return Head.unknown(TableFolder.ofHead(name), stopped);
        }
    }
}
