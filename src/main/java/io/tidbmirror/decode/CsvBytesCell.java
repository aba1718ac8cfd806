package io.tidbmirror.decode;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;

/** Values in quotes that become bytes: text and binary. */
abstract class CsvBytesCell extends CsvCell {
    /** Room that is made at once, for more than a step of any kind of cell writes. */
    private static final int MORE_BYTES = 1024;

    final byte quote;

    /** The quote in all eight bytes. */
    final long quotes;

    byte[] data = new byte[0];
    int[] offsets = new int[0];

    /** The last place in {@code data} from which on {@link ColumnVector#SLACK} bytes can be written without a look. */
    int room;

    private BytesVector vector = new BytesVector();

    CsvBytesCell(Form form) {
        super(form);
        this.quote = form.quote();
        this.quotes = Swar.spread(quote);
    }

    @Override
    final void take(ColumnVector into) {
        vector = (BytesVector) into;
        offsets = vector.offsets();
        takeData();
    }

    /** Makes room behind the bytes held. */
    final byte[] grown(int held) {
        vector.reserveBytes(held + MORE_BYTES);
        return takeData();
    }

    private byte[] takeData() {
        data = vector.data();
        room = data.length - ColumnVector.SLACK;
        return data;
    }

    @Override
    final void setNull(int row) {
        offsets[row + 1] = offsets[row];
        super.setNull(row);
    }
}
