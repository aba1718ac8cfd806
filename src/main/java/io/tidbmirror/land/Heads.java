package io.tidbmirror.land;

import io.tidbmirror.land.HeadStore.Versioned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the state of all tables beside whoever writes it. */
public final class Heads {
    private Heads() {}

    /** All tables in name order. Takes nothing and writes nothing. */
    public static List<Head> in(HeadStore store) throws IOException {
        List<Head> found = new ArrayList<>();
        for (String name : store.names()) {
            Versioned version = store.read(name);
            if (version != null) {
                found.add(HeadCodec.read(name, version.bytes()));
            }
        }
        found.sort(Comparator.comparing(Head::table));
        return found;
    }
}
