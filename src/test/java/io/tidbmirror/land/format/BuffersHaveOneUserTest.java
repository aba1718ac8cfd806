package io.tidbmirror.land.format;

import static io.tidbmirror.land.format.Tables.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.mark.MarkedBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;

/** What files leave to later ones is empty, and goes to one of them only. */
class BuffersHaveOneUserTest {
    private final ParquetFormat format = new ParquetFormat(Compression.SNAPPY, 1 << 16);

    @Test
    void aFileThatWasGivenUpLeavesNoRowToLaterOnes() throws IOException {
        for (int rows : new int[] {10, 5_000}) {
            byte[] expected = file(new ParquetFormat(Compression.SNAPPY, 1 << 16), 7);
            LandingFile givenUp = format.begin(FormulaTable.SCHEMA, new ByteArrayOutputStream());
            givenUp.write(rows(1_000, rows));
            givenUp.close();

            assertThat(file(format, 7)).as(rows + " rows given up").isEqualTo(expected);
        }
    }

    @Test
    void aFileThatIsClosedTwiceGivesItsBuffersBackOnce() throws IOException {
        LandingFile closedTwice = format.begin(FormulaTable.SCHEMA, new ByteArrayOutputStream());
        closedTwice.close();
        closedTwice.close();

        assertThat(format.buffer(FormulaTable.SCHEMA)).isNotSameAs(format.buffer(FormulaTable.SCHEMA));
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        try (LandingFile first = format.begin(FormulaTable.SCHEMA, one);
                LandingFile second = format.begin(FormulaTable.SCHEMA, two)) {
            first.write(rows(0, 5_000));
            second.write(rows(0, 5_000));
            first.finish(Map.of());
            second.finish(Map.of());
        }
        assertThat(one.toByteArray()).isEqualTo(two.toByteArray());
    }

    /** Tables of many tenants have the same columns: a file goes on with what one of another table has grown to. */
    @Test
    void aFileOfAnotherTableWithTheSameColumnsHasItsOwnRowsAndName() throws IOException {
        TableSchema orders = Tables.of(column("id", ValueKind.INT64));
        TableSchema copy = new TableSchema(new TableId("shop", "copy"), 1, orders.columns(), List.of(0));
        MessageType columns = ParquetSchema.of(orders);
        RowGroup group = format.rowGroup(columns);
        format.giveBack(group);

        assertThat(format.rowGroup(ParquetSchema.of(copy))).isSameAs(group);
        format.giveBack(group);
        try (LandingFile first = format.begin(orders, new ByteArrayOutputStream())) {
            first.write(Rows.block(orders, List.of(new Object[] {1L}, new Object[] {2L})));
            first.finish(Map.of());
        }
        try (LandingFile second = format.begin(copy, new ByteArrayOutputStream())) {
            second.write(Rows.block(copy, List.<Object[]>of(new Object[] {null})));
            assertThatThrownBy(() -> second.finish(Map.of()))
                    .isInstanceOf(PoisonException.class)
                    .hasMessageContaining("table shop.copy: key column id is NULL");
        }
    }

    @Test
    void aScratchIsBorrowedByOne() {
        ScratchPool scratches = new ScratchPool(Compression.NONE);
        Scratch scratch = scratches.borrow();
        scratches.giveBack(scratch);

        assertThat(scratches.borrow()).isSameAs(scratch);
        assertThat(scratches.borrow()).isNotSameAs(scratch);
    }

    @Test
    void anArrayOfPagesIsBorrowedByOne() {
        PagePool pages = new PagePool(1 << 20);
        byte[] array = pages.borrow(5_000);
        pages.giveBack(array);

        assertThat(pages.borrow(5_000)).isSameAs(array);
        assertThat(pages.borrow(5_000)).isNotSameAs(array);
    }

    private static byte[] file(ParquetFormat format, int rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LandingFile file = format.begin(FormulaTable.SCHEMA, bytes)) {
            file.write(rows(0, rows));
            file.finish(Map.of());
        }
        return bytes.toByteArray();
    }

    private static MarkedBlock rows(int from, int count) {
        return Rows.block(
                FormulaTable.SCHEMA,
                LongStream.range(from, from + count).mapToObj(FormulaTable::row).toList());
    }
}
