package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.DecimalVector;
import io.tidbmirror.change.LongVector;
import java.nio.charset.StandardCharsets;

/** BIT values as bytes, the most significant first, which a parser of binary values has to read. */
final class BitParser implements ValueParser {
    private final ValueParser bytes;
    private final int bits;

    /** A parser of values of so many bits. */
    BitParser(ValueParser bytes, int bits) {
        this.bytes = bytes;
        this.bits = bits;
    }

    @Override
    public void parse(Cells cells, ColumnVector into) throws BadCellException {
        BytesVector values = new BytesVector();
        bytes.parse(cells, values);
        for (int row = 0; row < values.size(); row++) {
            if (values.isNull(row)) {
                into.addNull();
            } else {
                add(values, row, into);
            }
        }
    }

    private void add(BytesVector values, int row, ColumnVector into) throws BadCellException {
        long value = 0;
        int most = (bits + Byte.SIZE - 1) / Byte.SIZE;
        for (int i = values.offsets()[row]; i < values.offsets()[row + 1]; i++) {
            value = value << Byte.SIZE | (values.data()[i] & 0xFF);
        }
        if (values.length(row) > most || (bits < Long.SIZE && value >>> bits != 0)) {
            throw new BadCellException(row, "has more than its " + bits + " bits");
        }
        if (into instanceof DecimalVector decimals) {
            decimals.add(0, value);
        } else if (into instanceof BytesVector texts) {
            byte[] digits = Long.toUnsignedString(value).getBytes(StandardCharsets.US_ASCII);
            texts.add(digits, 0, digits.length);
        } else if (value < 0) {
            throw new BadCellException(row, "is greater than " + Long.MAX_VALUE);
        } else {
            ((LongVector) into).add(value);
        }
    }
}
