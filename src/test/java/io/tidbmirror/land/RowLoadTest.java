package io.tidbmirror.land;

import static io.tidbmirror.mark.Marker.DELETE;
import static io.tidbmirror.mark.Marker.UPSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueKind;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.mark.MarkedBlock;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that wait for the other thread, moved if a slice is large (1 byte is) and gathered if it is small. */
class RowLoadTest {
    private static final TableSchema SCHEMA = new TableSchema(
            new TableId("s", "t"),
            0,
            List.of(new Column("id", ColumnType.of(MySqlType.BIGINT), ValueType.of(ValueKind.INT64), false)),
            List.of(0));

    private final BlockPool pool = new BlockPool();
    private final byte[] markers = new byte[2];

    private MarkedBlock rows(byte marker, long... ids) {
        ChangeBlock block = new ChangeBlock(SCHEMA);
        block.reserve(ids.length);
        for (long id : ids) {
            ((LongVector) block.column(0)).add(id);
            block.added(1);
        }
        Arrays.fill(markers, marker); // who marks rows has one array for all of its blocks
        return new MarkedBlock(block, markers, 0, ids.length);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1 << 30})
    void rowsThatWaitKeepTheirMarkersWhileLaterOnesAreRead(long fullBytes) throws IOException {
        RowLoad load = new RowLoad(SCHEMA, pool, fullBytes);
        load.take(rows(DELETE, 1, 2));
        load.take(rows(UPSERT, 3, 4));

        assertThat(written(load)).isEqualTo("0 2 1\n0 2 2\n0 4 3\n0 4 4\n");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1 << 30})
    void aBlockIsGivenBackOnceAndUsedByOneLoadAtATime(long fullBytes) throws IOException {
        RowLoad one = new RowLoad(SCHEMA, pool, fullBytes);
        RowLoad other = new RowLoad(SCHEMA, pool, fullBytes);
        for (long id = 0; id < 5; id++) {
            one.take(rows(UPSERT, id));
            one.clear();
        }
        one.take(rows(UPSERT, 7));
        other.take(rows(UPSERT, 8));

        assertThat(written(one)).isEqualTo("0 4 7\n");
        assertThat(written(other)).isEqualTo("0 4 8\n");
    }

    private static String written(RowLoad load) throws IOException {
        RecordedFile file = new RecordedFile();
        load.write(file);
        return String.join("", file.slices);
    }
}
