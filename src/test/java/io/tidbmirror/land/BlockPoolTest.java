package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.BytesVector;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockPoolTest {
    private final BlockPool pool = new BlockPool();

    @Test
    void aBlockIsUsedAgainForTheSameTableAndIsEmptyThen() {
        ChangeBlock block = pool.borrow(schema("a"));
        ((BytesVector) block.column(0)).add(new byte[] {1}, 0, 1);
        block.added(1);
        pool.giveBack(block);

        ChangeBlock again = pool.borrow(schema("a"));

        assertThat(again).isSameAs(block);
        assertThat(again.rows()).isZero();
        assertThat(again.column(0).size()).isZero();
    }

    @Test
    void aBlockOfAnotherTableIsNotUsed() {
        ChangeBlock block = pool.borrow(schema("a"));
        pool.giveBack(block);

        assertThat(pool.borrow(schema("b"))).isNotSameAs(block);
    }

    @Test
    void aBlockThatHeldHugeValuesIsNotKept() {
        ChangeBlock block = pool.borrow(schema("a"));
        ((BytesVector) block.column(0)).reserveBytes(3 << 20);
        pool.giveBack(block);

        assertThat(pool.borrow(schema("a"))).isNotSameAs(block);
    }

    private static TableSchema schema(String table) {
        Column text = new Column("v", ColumnType.of(MySqlType.VARCHAR), ValueType.of(ValueKind.TEXT), false);
        return new TableSchema(new TableId("s", table), 1, List.of(text), List.of(0));
    }
}
