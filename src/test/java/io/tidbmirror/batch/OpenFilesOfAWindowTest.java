package io.tidbmirror.batch;

import static io.tidbmirror.change.Operation.DELETE;
import static io.tidbmirror.change.Operation.INSERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.batch.MemorySource.Row;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A window has few files open at a time, and none once it is closed or has failed. */
class OpenFilesOfAWindowTest extends MergedWindows {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFileThatCannotBeReadLeavesNoneOpen(boolean opens) {
        AtomicInteger open = new AtomicInteger();
        ChangeSource good = new Counted(file("a", 2, List.of(row(1, INSERT, 1))), open, true, true);
        ChangeSource broken = new Counted(file("b", 2, List.of(row(2, INSERT, 2))), open, opens, false);

        assertThatThrownBy(() -> window(1, 9, NO_LIMIT, NO_LIMIT, good, broken).open())
                .hasMessage("broken");
        assertThat(open).hasValue(0);
    }

    @Test
    void ofManyFilesThatWaitFewAreOpen() throws IOException {
        AtomicInteger open = new AtomicInteger();
        List<Row> expected = new ArrayList<>();
        ChangeSource[] files = new ChangeSource[50];
        for (int i = 0; i < files.length; i++) {
            expected.add(row(i + 1, INSERT, i));
            files[i] = new Counted(file("f" + i, 2, List.of(expected.get(i))), open, true, true);
        }

        try (WindowReader reader = window(1, 99, NO_LIMIT, NO_LIMIT, files).open()) {
            assertThat(open).hasValueLessThan(20);
            assertThat(reader.nextFile()).isTrue();
            assertThat(readFile(reader)).isEqualTo(expected);
        }
        assertThat(open).hasValue(0);
    }

    @Test
    void aLargeCommitThatIsGivenUpLeavesNoneOpen() throws IOException {
        AtomicInteger open = new AtomicInteger();
        List<Row> rows = List.of(row(1, INSERT, 1), row(1, INSERT, 2), row(1, INSERT, 3));
        ChangeSource one = new Counted(file("a", 1, rows), open, true, true);
        ChangeSource other = new Counted(file("b", 1, rows), open, true, true);

        try (WindowReader reader = window(1, 9, NO_LIMIT, 1, one, other).open()) {
            assertThat(reader.nextFile()).isTrue();
            assertThat(reader.next()).isNotNull();
            assertThat(open).hasValue(1);
        }
        assertThat(open).hasValue(0);
    }

    @Test
    void aFileThatIsBegunAgainLeavesNoneOpen() throws IOException {
        AtomicInteger open = new AtomicInteger();
        List<Row> rows = List.of(row(1, INSERT, 1), row(1, INSERT, 2), row(1, DELETE, 3), row(2, INSERT, 4));
        ChangeSource file = new Counted(file("a", 2, rows), open, true, true);

        try (WindowReader reader = window(1, 9, NO_LIMIT, NO_LIMIT, file).open()) {
            assertThat(reader.nextFile()).isTrue();
            assertThatThrownBy(() -> readFile(reader)).isInstanceOf(RestartFileException.class);
            assertThat(reader.nextFile()).isTrue();
            assertThat(open).hasValueLessThan(2);
        }
        assertThat(open).hasValue(0);
    }

    /** Counts the cursors that are open. */
    private record Counted(MemorySource rows, AtomicInteger count, boolean opens, boolean reads)
            implements ChangeSource {
        @Override
        public String name() {
            return rows.name();
        }

        @Override
        public TableSchema schema() {
            return rows.schema();
        }

        @Override
        public ChangeCursor open(CommitRange range, RowChoice choice, long offset) throws IOException {
            if (!opens) {
                throw new IOException("broken");
            }
            count.incrementAndGet();
            ChangeCursor cursor = rows.open(range, choice, offset);
            return new ChangeCursor() {
                @Override
                public ChangeBlock next() throws IOException {
                    if (!reads) {
                        throw new IOException("broken");
                    }
                    return cursor.next();
                }

                @Override
                public long offset() {
                    return cursor.offset();
                }

                @Override
                public boolean exhausted() {
                    return cursor.exhausted();
                }

                @Override
                public void close() {
                    count.decrementAndGet();
                }
            };
        }
    }
}
