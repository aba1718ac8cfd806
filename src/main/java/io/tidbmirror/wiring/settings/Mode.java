package io.tidbmirror.wiring.settings;

/** The two modes of the landing protocol. */
public enum Mode {
    /** Rows below the checkpoint only; each change once. */
    RESOLVED,
    /** Rows as they arrive, by their place in the files; works without commit-ts. */
    POSITIONED
}
