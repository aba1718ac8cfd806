package io.tidbmirror.change;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts of rows travel with them, and values that were not read yet are read when they are asked for, or never. */
class ChangeBlockTest {
    private static final ColumnType INT = ColumnType.of(MySqlType.INT);
    private static final TableSchema SCHEMA = new TableSchema(
            new TableId("s", "t"),
            1,
            List.of(new Column("id", INT, ValueType.of(INT, ZeroDate.NULL), false)),
            List.of(0));

    @Test
    void valuesAreReadOnceWhenRowsAreAppendedElsewhere() {
        ChangeBlock target = new ChangeBlock(SCHEMA);

        target.append(copied(1, 2, 3), 1, 2);
        target.append(copied(4), 0, 1);

        assertThat(((LongVector) target.column(0)).values()).startsWith(2, 4);
        assertThat(target.hasTexts()).isTrue();
        assertThat(texts(target)).isEqualTo("2;4;");
    }

    @Test
    void rowsHaveTextsOnlyIfAllDo() {
        ChangeBlock target = new ChangeBlock(SCHEMA);

        target.append(copied(1), 0, 1);
        target.append(read(2), 0, 1);
        assertThat(target.hasTexts()).isFalse();
        target.append(copied(3), 0, 1);

        assertThat(target.hasTexts()).isFalse();
        assertThat(((LongVector) target.column(0)).values()).startsWith(1, 2, 3);
    }

    @Test
    void textsMoveWithTheBlockAndValuesThatWereNotReadStayBehind() {
        ChangeBlock target = new ChangeBlock(SCHEMA);

        target.take(copied(1, 2), 0, 2);

        assertThat(texts(target)).isEqualTo("1;2;");
        assertThatThrownBy(() -> target.column(0)).isInstanceOf(IllegalStateException.class);
        target.clear();
        assertThat(target.hasTexts()).isFalse();
        assertThat(target.column(0).size()).isZero();
    }

    @Test
    void aPartOfABlockIsTakenAloneAndItsNullsWithIt() {
        ChangeBlock source = read(1, 2);
        source.column(0).addNull();
        source.reserve(1);
        source.added(1);
        ChangeBlock first = new ChangeBlock(SCHEMA);
        ChangeBlock last = new ChangeBlock(SCHEMA);

        first.take(source, 0, 2);
        last.take(source, 2, 3);

        assertThat(first.rows()).isEqualTo(2);
        assertThat(((LongVector) first.column(0)).values()).startsWith(1, 2);
        assertThat(first.column(0).nulls()).isZero();
        assertThat(last.column(0).nulls()).isEqualTo(1);
        last.clear();
        assertThat(last.column(0).nulls()).isZero();
    }

    private static ChangeBlock copied(int... ids) {
        ChangeBlock block = new ChangeBlock(SCHEMA);
        block.reserve(ids.length);
        for (int id : ids) {
            byte[] text = (id + ";").getBytes(UTF_8);
            block.texts().add(text, 0, text.length);
        }
        block.added(ids.length);
        block.leaveUnread(() -> addTo(block, ids));
        return block;
    }

    private static ChangeBlock read(int... ids) {
        ChangeBlock block = new ChangeBlock(SCHEMA);
        block.reserve(ids.length);
        addTo(block, ids);
        block.added(ids.length);
        return block;
    }

    @Test
    void doublesAreTheSameOnlyWithEveryBit() {
        DoubleVector doubles = new DoubleVector();
        doubles.add(1.25);
        doubles.add(1.5);
        doubles.add(1.25);

        assertThat(doubles.hash(0)).isEqualTo(doubles.hash(2)).isNotEqualTo(doubles.hash(1));
    }

    private static void addTo(ChangeBlock block, int... ids) {
        for (int id : ids) {
            ((LongVector) block.column(0)).add(id);
        }
    }

    private static String texts(ChangeBlock block) {
        return new String(block.texts().data(), 0, block.texts().offsets()[block.rows()], UTF_8);
    }
}
