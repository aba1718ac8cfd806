package io.tidbmirror.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A change of a type is certain only where what is known of both columns is enough. */
class ValueChangeTest {
    private static final ColumnType DECIMAL = new ColumnType(MySqlType.DECIMAL, false, 10, 2, List.of());
    private static final Column TEXT = text(50);

    private static Column standard(ColumnType type) {
        return new Column("c", type, ValueType.of(type, ZeroDate.NULL), true);
    }

    private static Column text(int length) {
        return standard(new ColumnType(MySqlType.VARCHAR, false, length, 0, List.of()));
    }

    @Test
    void theDigitsOfADecimalAreCertainUnlessItLandsAsADouble() {
        Column chosen = new Column("c", DECIMAL, LandAs.DOUBLE.of(DECIMAL), true);

        assertThat(ValueChange.of(standard(DECIMAL), TEXT)).isEqualTo(ValueChange.CERTAIN);
        assertThat(ValueChange.of(chosen, TEXT)).isEqualTo(ValueChange.CHECKED);
    }

    @Test
    void aTextOfUnknownLengthMayBeLongerThanAny() {
        assertThat(ValueChange.of(text(20), TEXT)).isEqualTo(ValueChange.NONE);
        assertThat(ValueChange.of(text(0), TEXT)).isEqualTo(ValueChange.CHECKED);
    }
}
