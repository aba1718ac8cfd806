package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Strings are moved over in steps of eight bytes, and rewritten by way of a buffer of a thousand: their escapes stand at each place
 * of a step here, and on both sides of the buffer's end.
 */
class JsonStringsOfEveryLengthTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int[] BEFORE = IntStream.concat(IntStream.range(0, 20), IntStream.range(1_010, 1_040))
            .toArray();
    private static final String NEXT = ",\"\"\\\"}";

    private final JsonText text = new JsonText();
    private byte[] bytes = new byte[0];

    private void open(String json, String behind) {
        byte[] begun = json.getBytes(UTF_8);
        byte[] all = (json + behind).getBytes(UTF_8);
        bytes = Arrays.copyOf(all, all.length + Chunk.SLACK);
        text.open(bytes, 0, begun.length);
    }

    @Test
    void rightOnesAreRead() throws BadRowException, JsonProcessingException {
        List<String> pieces = List.of(
                "",
                "\\\"",
                "\\\\",
                "\\n\\t",
                "\\/",
                "\\u0000",
                "\\u007F",
                "\\u0080",
                "\\u07ff",
                "\\u0800",
                "\\uFFFF",
                "é\\r",
                "🎁",
                "\\ud800\\udc00",
                "\\uDBFF\\uDFFF",
                "\\ud7ff\\ue000",
                "\\b".repeat(1_030),
                "\\u00e9".repeat(600));
        for (String piece : pieces) {
            for (int before : BEFORE) {
                for (int behind : new int[] {0, 1, 8, 1_017}) {
                    String json = '"' + "a".repeat(before) + piece + "b".repeat(behind) + '"';
                    byte[] expected = JSON.readValue(json, String.class).getBytes(UTF_8);

                    open(json, NEXT);
                    text.string();
                    assertThat(text.at()).as(json).isEqualTo(json.getBytes(UTF_8).length);
                    assertThat(text.plain()).as(json).isEqualTo(expected);
                    text.moveTo(0);
                    text.value();
                    assertThat(text.at()).as(json).isEqualTo(json.getBytes(UTF_8).length);
                    assertThat(Arrays.copyOfRange(bytes, text.start(), text.end()))
                            .as(json)
                            .isEqualTo(expected);
                    assertThat(new String(bytes, text.at(), NEXT.length(), UTF_8))
                            .isEqualTo(NEXT);
                }
            }
        }
    }

    /** With other ones behind them, and what was in the chunk before behind the message. */
    @Test
    void wrongOnesAreRefused() {
        List<String> pieces = List.of(
                "\\x\"",
                "\\u12g4\"",
                "\\u12\"",
                "\u0001\"",
                "\u001fn\"",
                "\\ud83d\"",
                "\\ude00\"",
                "\\udfff\"",
                "\\ud83dx\"",
                "\\ud83d\\n\"",
                "\\ud83d\\ud83d\"",
                "\\ud83d/ude00\"",
                "",
                "\\",
                "\\\"",
                "\\ud83d",
                "\\u00");
        for (String piece : pieces) {
            for (int before : BEFORE) {
                for (String behind : List.of("\\ude00\"", "\"}", "n\"")) {
                    open('"' + "a".repeat(before) + piece, behind);
                    assertThatThrownBy(text::value).as(piece).isInstanceOf(BadRowException.class);
                }
            }
        }
    }
}
