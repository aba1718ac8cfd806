package io.tidbmirror.batch;

import static io.tidbmirror.change.Operation.INSERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.batch.MemorySource.Row;
import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.mark.MarkedSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A window lands once all of its files are there, in the order of the plan, and with rows of one table and form only. */
class WindowBuilderTest extends MergedWindows {
    private static final TableSchema SCHEMA = MemorySource.SCHEMA;
    private static final TableSchema NARROW =
            new TableSchema(SCHEMA.table(), 0, SCHEMA.columns().subList(0, 1), SCHEMA.key());
    private static final TableSchema OTHER = new TableSchema(new TableId("s", "u"), 0, SCHEMA.columns(), SCHEMA.key());

    private final MemorySource first = file("a", 1, List.of(row(1, INSERT, 1)));
    private final MemorySource second = file("b", 1, List.of(row(2, INSERT, 2)));
    private final WindowBuilder builder = new WindowBuilder(plan(1, 9, false, first, second), BatchLimits.DEFAULT);

    @Test
    void isThereOnceEachFileIsWhicheverComesFirstOrTwice() throws IOException {
        add(1, second);
        add(1, second);
        assertThat(builder.isComplete()).isFalse();
        assertThatThrownBy(builder::toWindow)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("window of s.t has 1 of 2 files");
        add(0, first);

        assertThat(builder.isComplete()).isTrue();
        List<Row> rows = List.of(row(1, INSERT, 1), row(2, INSERT, 2));
        assertThat(landed(builder.toWindow())).containsExactly(rows);
    }

    @Test
    void aFileOfAnotherTableDoesNotGetIntoIt() {
        assertThatThrownBy(() -> add(0, of(OTHER)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rows of s.u in a window of s.t");
    }

    @Test
    void aFileWithOtherColumnsStopsTheTable() {
        add(0, first);

        assertThatThrownBy(() -> add(1, of(NARROW)))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining("other columns than the files before it");
    }

    private void add(int index, ChangeSource rows) {
        builder.add(
                new PlannedFile(builder.plan(), index, new Unread(), rows.schema(), "", rows.name(), 0, 0, null),
                new MarkedSource(rows));
    }

    private static ChangeSource of(TableSchema schema) {
        return new ChangeSource() {
            @Override
            public TableSchema schema() {
                return schema;
            }

            @Override
            public String name() {
                return "c";
            }

            @Override
            public ChangeCursor open(CommitRange range, RowChoice rows, long offset) {
                throw new IllegalStateException("its rows are not read");
            }
        };
    }

    /** Whose rows are there already. */
    private record Unread() implements ByteSource {
        @Override
        public String name() {
            return "unread";
        }

        @Override
        public long size() {
            return UNKNOWN_SIZE;
        }

        @Override
        public InputStream open(long offset) {
            throw new IllegalStateException("its rows are there");
        }
    }
}
