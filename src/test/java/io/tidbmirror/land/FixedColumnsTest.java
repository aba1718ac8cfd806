package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.Head.Shape;
import org.junit.jupiter.api.Test;

/** Files whose columns are declared once take no others. */
class FixedColumnsTest {
    private static final TableId TABLE = new TableId("shop", "book");
    private static final Shape LANDED = SchemaCheck.check(Shape.NONE, schema("id", "title", "price"));

    private static TableSchema schema(String... columns) {
        return ChangeLog.schema(TABLE, columns);
    }

    @Test
    void theSameColumnsAndTheFirstFilePass() {
        assertThatCode(() -> FixedColumns.check(LANDED, schema("id", "title", "price")))
                .doesNotThrowAnyException();
        assertThatCode(() -> FixedColumns.check(Shape.NONE, schema("id"))).doesNotThrowAnyException();
    }

    @Test
    void moreFewerOrReorderedColumnsArePoison() {
        for (TableSchema other : new TableSchema[] {
            schema("id", "title", "price", "stock"), schema("id", "title"), schema("id", "price", "title")
        }) {
            assertThatThrownBy(() -> FixedColumns.check(LANDED, other))
                    .isInstanceOf(PoisonException.class)
                    .hasMessageContaining("table shop.book: from schema version 1 on")
                    .hasMessageContaining("were landed as [id, title, price]")
                    .hasMessageContaining("landing.format=parquet");
        }
    }
}
