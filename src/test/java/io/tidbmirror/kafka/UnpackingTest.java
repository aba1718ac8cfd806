package io.tidbmirror.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** Messages that TiCDC compressed, and such as claim to be. */
class UnpackingTest {
    @Test
    void messagesComeOutAsTheyWere() throws IOException {
        byte[] message = "a message, a message, a message".getBytes(UTF_8);

        assertThat(Unpacking.SNAPPY.unpack(Snappy.compress(message))).isEqualTo(message);
        assertThat(Unpacking.LZ4.unpack(lz4(message))).isEqualTo(message);
        assertThat(Unpacking.NONE.unpack(message)).isEqualTo(message);
        assertThat(Unpacking.LZ4.unpack(null)).isNull();
    }

    @Test
    void aSmallMessageThatClaimsToBeLargeDoesNotFillTheMemory() {
        byte[] lies = {(byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f, 0, 0}; // 256 MiB in six bytes

        assertThatThrownBy(() -> Unpacking.SNAPPY.unpack(lies))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("unpacks to more than");
    }

    @Test
    void whatIsNotCompressedIsRefused() {
        assertThatThrownBy(() -> Unpacking.LZ4.unpack("{}".getBytes(UTF_8))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Unpacking.SNAPPY.unpack("{}".getBytes(UTF_8))).isInstanceOf(IOException.class);
    }

    private static byte[] lz4(byte[] message) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new LZ4FrameOutputStream(packed)) {
            out.write(message);
        }
        return packed.toByteArray();
    }
}
