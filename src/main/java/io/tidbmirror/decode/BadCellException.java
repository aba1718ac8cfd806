package io.tidbmirror.decode;

/** A value that does not fit its column, by its row in the block. Its text is not part of the message: it is the user's data. */
final class BadCellException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int row;

    BadCellException(int row, String reason) {
        super(reason, null, false, false);
        this.row = row;
    }

    int row() {
        return row;
    }
}
