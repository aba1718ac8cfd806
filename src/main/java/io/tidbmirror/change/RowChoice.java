package io.tidbmirror.change;

/** Which rows of a range are wanted: a commit too large to hold is read twice, its deletes first. */
public enum RowChoice {
    ALL,
    DELETES,
    UPSERTS;

    /** Whether a row with this {@link Operation#code()} is wanted. */
    public boolean wants(byte operation) {
        return this == ALL || (operation == Operation.DELETE.code()) == (this == DELETES);
    }
}
