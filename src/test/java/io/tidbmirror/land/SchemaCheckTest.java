package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.land.Head.LandedColumn;
import io.tidbmirror.land.Head.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
    private static final Column ID = column("id", ValueType.of(ValueKind.INT64), false);
    private static final Column NAME = column("name", ValueType.of(ValueKind.TEXT), false);
    private static final Column PRICE = column("price", ValueType.decimal(10, 2), true);
    private static final Shape LANDED = SchemaCheck.check(Shape.NONE, schema(List.of(0), ID, NAME));

    private static Column column(String name, ValueType type, boolean nullable) {
        return new Column(name, ColumnType.of(MySqlType.BIGINT), type, nullable);
    }

    private static TableSchema schema(List<Integer> key, Column... columns) {
        return schema(458, key, columns);
    }

    private static TableSchema schema(long version, List<Integer> key, Column... columns) {
        return new TableSchema(new TableId("s", "t"), version, List.of(columns), key);
    }

    @Test
    void aNullableColumnMorePasses() {
        Shape shape = SchemaCheck.check(LANDED, schema(List.of(0), ID, NAME, PRICE));
        assertThat(shape.columns())
                .extracting(column -> column.name() + " " + column.type())
                .containsExactly("id INT64", "name TEXT", "price DECIMAL(10,2)");
    }

    @Test
    void aColumnLessPassesAndItsTypeIsNotForgotten() {
        Shape shape = SchemaCheck.check(LANDED, schema(List.of(0), ID));
        Column other = column("name", ValueType.of(ValueKind.INT32), true);
        assertThatThrownBy(() -> SchemaCheck.check(shape, schema(List.of(0), ID, other)))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("name was landed as TEXT and is now INT32");
    }

    @Test
    void anotherDecimalScaleIsAnotherType() {
        Shape shape = SchemaCheck.check(Shape.NONE, schema(List.of(0), ID, PRICE));
        Column wider = column("price", ValueType.decimal(12, 2), true);
        assertThatThrownBy(() -> SchemaCheck.check(shape, schema(List.of(0), ID, wider)))
                .hasMessageContaining("DECIMAL(10,2)")
                .hasMessageContaining("DECIMAL(12,2)")
                .hasMessageContaining("s.t: from schema version 458 on")
                .hasMessageContaining("rebuild");
    }

    /** Statements that give old rows a value lead to a rebuild. */
    @Test
    void aRequiredColumnMoreIsRefusedWhereNoStatementTellsOfOldRows() {
        Column required = column("stock", ValueType.of(ValueKind.INT32), false);

        assertThat(SchemaCheck.check(LANDED, schema(List.of(0), ID, NAME, required))
                        .columns())
                .hasSize(3);
        assertThatThrownBy(() -> SchemaCheck.check(LANDED, schema(0, List.of(0), ID, NAME, required)))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("table s.t: by its definition, column stock is new and NOT NULL");
    }

    @Test
    void aNullableColumnMoreAndAnotherOneLessPass() {
        Shape shape = SchemaCheck.check(LANDED, schema(List.of(0), ID, PRICE));
        assertThat(shape.columns()).extracting(LandedColumn::name).containsExactly("id", "name", "price");
    }

    @Test
    void anotherKeyIsRefused() {
        assertThatThrownBy(() -> SchemaCheck.check(LANDED, schema(List.of(0, 1), ID, NAME)))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("the key was [id] and is now [id, name]");
    }
}
