package io.tidbmirror.decode;

/** A row that cannot be decoded, by its place in the chunk; becomes a poison with table, file, line and offset. */
final class BadRowException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    BadRowException(int position, String reason) {
        super(reason, null, false, false);
        this.position = position;
    }

    int position() {
        return position;
    }
}
