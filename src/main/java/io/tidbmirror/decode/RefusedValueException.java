package io.tidbmirror.decode;

/** A value whose conversion is not certain. The message continues "column c …" and holds no value. */
final class RefusedValueException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedValueException(String reason) {
        super(reason, null, false, false);
    }
}
