package io.tidbmirror.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Large files leave the buffers of their pieces to later ones, but for those that somebody still reads. */
class PieceBuffersAreUsedAgainTest {
    private final PiecePool pieces = new PiecePool(OneRowAPiece.PIECE);

    @Test
    void laterFilesOfATableAreReadIntoTheBlocksOfEarlierOnes() throws Exception {
        Set<ChangeBlock> first = blocks("a");

        assertThat(first).hasSizeBetween(1, DividedCursor.MOST);
        assertThat(first).containsAll(blocks("a"));
        assertThat(first).doesNotContainAnyElementsOf(blocks("b"));
    }

    @Test
    void aBufferHasOneUserThoughAFileIsClosedTwice() throws Exception {
        ChangeCursor cursor = OneRowAPiece.open("a", pieces, (piece, block) -> {});
        cursor.readAhead();
        cursor.next();
        cursor.close();
        cursor.close();

        Set<PieceBuffer> borrowed = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < DividedCursor.MOST; i++) {
            borrowed.add(pieces.borrow(OneRowAPiece.schema("a")));
        }
        assertThat(borrowed).hasSize(DividedCursor.MOST);
    }

    @Test
    void aBlockWhoseRowsAreStillReadWhenTheFileIsClosedIsNotGivenToAnotherFile() throws Exception {
        CompletableFuture<ChangeBlock> begun = new CompletableFuture<>();
        CountDownLatch go = new CountDownLatch(1);
        ThreadLocal<Boolean> slow = ThreadLocal.withInitial(() -> false);
        ChangeCursor cursor = OneRowAPiece.open("a", pieces, (piece, block) -> {
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
            assertThat(pieces.borrow(OneRowAPiece.schema("a")).block()).isNotSameAs(read);
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
        try (ChangeCursor cursor = OneRowAPiece.open(table, pieces, (piece, block) -> {})) {
            for (ChangeBlock block = cursor.next(); block != null; block = cursor.next()) {
                blocks.add(block);
            }
        }
        return blocks;
    }
}
