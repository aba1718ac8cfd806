package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;

/** Binary values that are landed as hexadecimal text, in lower case. */
final class HexTextParser implements ValueParser {
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private final ValueParser binary;

    /** @param binary parser of the bytes */
    HexTextParser(ValueParser binary) {
        this.binary = binary;
    }

    @Override
    public void parse(Cells cells, ColumnVector into) throws BadCellException {
        BytesVector bytes = new BytesVector();
        binary.parse(cells, bytes);
        BytesVector texts = (BytesVector) into;
        byte[] text = new byte[0];
        for (int row = 0; row < bytes.size(); row++) {
            if (bytes.isNull(row)) {
                texts.addNull();
                continue;
            }
            int length = bytes.length(row);
            text = text.length < 2 * length ? new byte[2 * length] : text;
            for (int i = 0; i < length; i++) {
                int value = bytes.data()[bytes.offsets()[row] + i];
                text[2 * i] = DIGITS[value >> 4 & 0xF];
                text[2 * i + 1] = DIGITS[value & 0xF];
            }
            texts.add(text, 0, 2 * length);
        }
    }
}
