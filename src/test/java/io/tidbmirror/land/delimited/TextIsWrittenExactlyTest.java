package io.tidbmirror.land.delimited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ColumnVector;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Text, bytes and NULL as cells: what is quoted, what is encoded, and what cannot be told apart. */
class TextIsWrittenExactlyTest {
    private static final int RANDOM = 20_000;

    private final Random random = new Random(20261126);

    @Test
    void textIsQuotedAndItsQuotesDoubledWhereverTheyStand() {
        BytesVector vector = new BytesVector();
        List<String> texts = new ArrayList<>(List.of("", "\"", "\"\"", "a,b", "one\r\ntwo", "\0", "日本語 😀", "\\N"));
        for (int i = 0; i < RANDOM; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(40); left > 0; left--) {
                text.append("\"\",\r\nabcdefgé€".charAt(random.nextInt(13)));
            }
            texts.add(text.toString());
        }
        texts.forEach(text -> add(vector, text.getBytes(StandardCharsets.UTF_8)));

        assertThat(DelimitedCells.of(ValueType.of(ValueKind.TEXT), 0, vector))
                .isEqualTo(texts.stream()
                        .map(text -> '"' + text.replace("\"", "\"\"") + '"')
                        .toList());
    }

    @Test
    void textThatEqualsTheNullValueIsPoison() {
        BytesVector vector = new BytesVector();
        add(vector, Dialect.bytes(Dialect.NULL_VALUE));

        assertThatThrownBy(() -> DelimitedCells.of(ValueType.of(ValueKind.TEXT), 0, vector))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("column value has the text __tidb_null__");
    }

    @Test
    void binaryValuesAreBase64InQuotes() {
        BytesVector vector = new BytesVector();
        List<String> texts = new ArrayList<>();
        for (int length = 0; length < 100; length++) {
            byte[] value = new byte[length];
            random.nextBytes(value);
            add(vector, value);
            texts.add('"' + Base64.getEncoder().encodeToString(value) + '"');
        }

        assertThat(DelimitedCells.of(ValueType.of(ValueKind.BINARY), 0, vector)).isEqualTo(texts);
    }

    @Test
    void nullIsTheNullValueInEveryKind() {
        for (ValueKind kind : ValueKind.values()) {
            ValueType type = kind == ValueKind.DECIMAL ? ValueType.decimal(30, 2) : ValueType.of(kind);
            ColumnVector vector = type.newVector();
            vector.addNull();

            assertThat(DelimitedCells.of(type, 0, vector)).containsExactly(Dialect.NULL_VALUE);
        }
    }

    private static void add(BytesVector vector, byte[] value) {
        vector.add(value, 0, value.length);
    }
}
