package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.BytesVector;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Latin1ParserTest {
    private static byte[] parsed(byte[] text, int to) throws BadCellException {
        Cells cells = new Cells();
        cells.reset(Arrays.copyOf(text, text.length + Chunk.SLACK), 1);
        cells.from()[0] = 0;
        cells.to()[0] = to;
        BytesVector vector = new BytesVector();
        new Latin1Parser().parse(cells, vector);
        return Arrays.copyOf(vector.data(), vector.offsets()[1]);
    }

    @Test
    void everyByteIsTheCharacterOfItsNumber() throws BadCellException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        byte[] text = new String(all, ISO_8859_1).getBytes(UTF_8);

        assertThat(parsed(text, text.length)).isEqualTo(all);
    }

    @Test
    void otherCharactersAndHalvesOfOneStandForNoByte() {
        for (String text : new String[] {"\u0100", "\u07FF", "日", "🎁"}) {
            byte[] bytes = text.getBytes(UTF_8);
            assertThatThrownBy(() -> parsed(bytes, bytes.length)).isInstanceOf(BadCellException.class);
        }
        byte[] cut = "é".getBytes(UTF_8);
        assertThatThrownBy(() -> parsed(cut, 1)).isInstanceOf(BadCellException.class);
        byte[] broken = {(byte) 0xC3, 'a'};
        assertThatThrownBy(() -> parsed(broken, 2)).isInstanceOf(BadCellException.class);
        byte[] behind = {'a', (byte) 0x80};
        assertThatThrownBy(() -> parsed(behind, 2)).isInstanceOf(BadCellException.class);
    }
}
