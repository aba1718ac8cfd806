package io.tidbmirror.change;

/** What happened to a row, with the letter TiCDC writes (tiflow csv_message.go) and the code used in blocks. */
public enum Operation {
    INSERT('I', 0),
    UPDATE('U', 1),
    DELETE('D', 2);

    private final char letter;
    private final byte code;

    Operation(char letter, int code) {
        this.letter = letter;
        this.code = (byte) code;
    }

    public char letter() {
        return letter;
    }

    /** The value stored in {@link ChangeBlock#operations()}. */
    public byte code() {
        return code;
    }
}
