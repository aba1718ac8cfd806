package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;

/** Binary values that stand as they are. */
final class RawParser extends CellwiseParser<BytesVector> {
    RawParser() {
        super(BytesVector.class);
    }

    @Override
    void add(byte[] bytes, int from, int to, int row, BytesVector into) {
        into.add(bytes, from, to - from);
    }
}
