package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;

/** Decimals of more than 38 digits: landed as the text TiCDC prints, checked all the same. */
final class DecimalTextParser extends CellwiseParser<BytesVector> {
    private final DecimalText text;

    DecimalTextParser(int precision, int scale, boolean unsigned) {
        super(BytesVector.class);
        this.text = new DecimalText(precision, scale, unsigned);
    }

    @Override
    void add(byte[] bytes, int from, int to, int row, BytesVector into) throws BadCellException {
        text.digits(bytes, from, to, row, new byte[DecimalText.MOST_DIGITS]);
        into.add(bytes, from, to - from);
    }
}
