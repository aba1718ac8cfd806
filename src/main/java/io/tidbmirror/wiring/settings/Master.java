package io.tidbmirror.wiring.settings;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What decides which of several equal instances works while the others stand by.
 *
 * @param kind where the lock is held
 * @param folder of the lock files; null unless that is where
 */
public record Master(Kind kind, @Nullable Location folder) {
    /** Where the lock is held. */
    public enum Kind {
        /** Nowhere: every instance works. */
        NONE,
        /** In a file of a folder that all instances share: on one machine, or by NFS. */
        FILE,
        /** In a Lease of the Kubernetes namespace. */
        KUBERNETES
    }

    static final Master NONE = new Master(Kind.NONE, null);

    static Master parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("none")) {
            return NONE;
        }
        if (word.equals("kubernetes")) {
            return new Master(Kind.KUBERNETES, null);
        }
        if (!word.startsWith("file:")) {
            throw new IllegalArgumentException("neither none, nor file:FOLDER, nor kubernetes");
        }
        return new Master(Kind.FILE, Location.parse(text));
    }

    /** As it is written in a configuration. */
    String text() {
        return folder == null ? kind.name().toLowerCase(Locale.ROOT) : folder.text();
    }
}
