package io.tidbmirror.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.RowChoice;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Large files leave the buffers of their pieces to later ones, but for those that somebody still reads. */
class PieceBuffersAreUsedAgainTest {
    private static final long TSO = 470612650486661120L;
    private static final int PIECE = 1_000;
    private static final CsvOptions OPTIONS =
            new CsvOptions(",", "\"", "\\N", true, BinaryEncoding.BASE64, false, false, false, "\n");

    private final PiecePool pieces = new PiecePool(PIECE);

    @Test
    void laterFilesOfATableAreReadIntoTheBlocksOfEarlierOnes() throws Exception {
        Set<ChangeBlock> first = blocks("a");

        assertThat(first).hasSizeBetween(1, DividedCursor.MOST);
        assertThat(first).containsAll(blocks("a"));
        assertThat(first).doesNotContainAnyElementsOf(blocks("b"));
    }

    @Test
    void aBlockWhoseRowsAreStillReadWhenTheFileIsClosedIsNotGivenToAnotherFile() throws Exception {
        CompletableFuture<ChangeBlock> begun = new CompletableFuture<>();
        CountDownLatch go = new CountDownLatch(1);
        ThreadLocal<Boolean> slow = ThreadLocal.withInitial(() -> false);
        ChangeCursor cursor = open("a", block -> {
            if (slow.get()) {
                begun.complete(block);
                await(go);
            }
        });
        cursor.readAhead();
        cursor.next();
        Thread other = new Thread(() -> {
            slow.set(true);
            cursor.readAhead();
        });
        other.start();
        ChangeBlock read = begun.get();

        cursor.close();

        for (int i = 0; i < DividedCursor.MOST; i++) {
            assertThat(pieces.borrow(schema("a")).block()).isNotSameAs(read);
        }
        go.countDown();
        other.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Set<ChangeBlock> blocks(String table) throws Exception {
        Set<ChangeBlock> blocks = Collections.newSetFromMap(new IdentityHashMap<>());
        try (ChangeCursor cursor = open(table, block -> {})) {
            for (ChangeBlock block = cursor.next(); block != null; block = cursor.next()) {
                blocks.add(block);
            }
        }
        return blocks;
    }

    private ChangeCursor open(String table, Consumer<ChangeBlock> reads) throws Exception {
        TableSchema schema = schema(table);
        ColumnParsers parsers = ColumnParsers.csv(schema, TimeRules.utc(ZeroDate.NULL), OPTIONS);
        return new RowSource(
                        new MemoryBytes("CDC1.csv", new byte[20 * PIECE]),
                        schema,
                        pieces,
                        parsers,
                        true,
                        (filter, offset) -> new OneRowAPiece(reads))
                .open(CommitRange.ALL, RowChoice.ALL, 0);
    }

    private static TableSchema schema(String table) {
        return Tables.table("s." + table, TSO, ZeroDate.NULL, "id int key");
    }

    /** Takes a piece for one row. */
    private record OneRowAPiece(Consumer<ChangeBlock> reads) implements RowReader {
        @Override
        public boolean isDivisible() {
            return true;
        }

        @Override
        public int lastStart(byte[] bytes, int from, int to) {
            return to;
        }

        @Override
        public int readInOnePass(byte[] bytes, int from, int to, Rows rows, ChangeBlock block) {
            reads.accept(block);
            rows.add(Operation.INSERT.code(), TSO + 1, from);
            return to;
        }

        @Override
        public int read(byte[] bytes, int from, int to, Rows rows) {
            throw new AssertionError("pieces are read in one pass");
        }

        @Override
        public boolean ended() {
            return false;
        }

        @Override
        public void cells(int column, Cells cells) {
            throw new AssertionError("no cell is asked for");
        }

        @Override
        public String unterminated() {
            return "";
        }

        @Override
        public String suspicion() {
            return "";
        }
    }
}
