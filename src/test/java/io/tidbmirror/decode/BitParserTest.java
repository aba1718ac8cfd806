package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.LongVector;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** BIT of an export, landed as the types that may be chosen for it (docs/types.md). */
class BitParserTest {
    private static <V extends ColumnVector> V parsed(V into, int... bits) throws BadCellException {
        byte[] bytes = new byte[bits.length + Chunk.SLACK];
        for (int i = 0; i < bits.length; i++) {
            bytes[i] = (byte) bits[i];
        }
        Cells cells = new Cells();
        cells.reset(bytes, 1);
        cells.from()[0] = 0;
        cells.to()[0] = bits.length;
        new BitParser(new RawParser(), Long.SIZE).parse(cells, into);
        return into;
    }

    @Test
    void asTextItIsItsDigits() throws BadCellException {
        BytesVector text = parsed(new BytesVector(), 255, 255, 255, 255, 255, 255, 255, 255);

        assertThat(new String(Arrays.copyOf(text.data(), text.length(0)), UTF_8))
                .isEqualTo("18446744073709551615");
    }

    @Test
    void asASignedIntegerItIsRefusedWhereItDoesNotFit() throws BadCellException {
        assertThat(parsed(new LongVector(), 1, 0).values()[0]).isEqualTo(256);
        assertThatThrownBy(() -> parsed(new LongVector(), 128, 0, 0, 0, 0, 0, 0, 0))
                .isInstanceOf(BadCellException.class)
                .hasMessageContaining("9223372036854775807");
    }
}
