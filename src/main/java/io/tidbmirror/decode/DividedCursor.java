package io.tidbmirror.decode;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fills blocks from a large file piece by piece, which several threads may read side by side ({@link #readAhead}). They are
 * handed out in the order of the file, each only if the one before ended where it begins.
 *
 * <p>It takes pieces whose rows all have the usual form. From the first other one on, be it that a row goes on behind the
 * place where it was cut, that a row is bad, or that the range ends in it, the file is read in turn by a
 * {@link BlockCursor}, which accepts the rows or says what is wrong.
 */
final class DividedCursor implements ChangeCursor {
    /** Pieces that are read and not handed out yet: what bounds the memory. */
    private static final int MOST = 4;

    private final RowSource source;
    private final Supplier<RowFilter> filters;
    private final long size;

    /** These are changed by one thread at a time, which holds the lock. */
    private final Chunk chunk;

    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final Deque<Piece> spare = new ArrayDeque<>();
    private boolean ended;
    private @Nullable IOException failure;

    /** These belong to the thread that calls {@link #next}. */
    private @Nullable Piece current;

    private long offset;
    private long lastTs = Long.MIN_VALUE;
    private @Nullable BlockCursor inTurn;

    /** @param filters a filter for each thread and place that reads */
    DividedCursor(RowSource source, Supplier<RowFilter> filters, long offset) {
        this.source = source;
        this.filters = filters;
        this.size = source.bytes().size();
        this.offset = offset;
        this.chunk = source.chunk(offset);
    }

    @Override
    public @Nullable ChangeBlock next() throws IOException {
        while (inTurn == null && offset < size) {
            giveBack();
            Piece piece = nextPiece();
            if (piece == null || !piece.follows(lastTs)) {
                inTurn = readInTurn();
            } else {
                current = piece;
                offset = piece.end();
                lastTs = piece.lastTs();
                if (piece.block().rows() > 0) {
                    return piece.block();
                }
            }
        }
        return inTurn == null ? null : inTurn.next();
    }

    private synchronized void giveBack() {
        if (current != null) {
            spare.add(current);
            current = null;
        }
    }

    /** The first piece not handed out; reads those behind it while another thread reads it. Null if there is none. */
    private @Nullable Piece nextPiece() throws IOException {
        do {
            synchronized (this) {
                Piece first = pieces.peek();
                if (first != null && first.isRead()) {
                    return pieces.poll();
                }
            }
        } while (readAhead());
        return awaitPiece();
    }

    private synchronized @Nullable Piece awaitPiece() throws IOException {
        Piece first = pieces.peek();
        try {
            while (first != null && !first.isRead()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + source.name() + " was read");
        }
        if (first == null && failure != null) {
            throw failure;
        }
        return pieces.poll();
    }

    @Override
    public boolean readAhead() {
        Piece piece = begin();
        if (piece == null) {
            return false;
        }
        try {
            piece.read();
        } finally {
            end(piece);
        }
        return true;
    }

    private synchronized @Nullable Piece begin() {
        if (ended || pieces.size() == MOST) {
            return null;
        }
        try {
            chunk.fill();
        } catch (IOException e) {
            failure = e; // for whoever comes to the place it happened at
            ended = true;
            return null;
        }
        Piece free = spare.poll();
        Piece piece = free == null ? source.piece(filters.get(), chunk) : free;
        if (!piece.take(chunk)) {
            ended = true;
            return null;
        }
        ended = chunk.isEmpty() && chunk.isLast();
        pieces.add(piece);
        return piece;
    }

    private synchronized void end(Piece piece) {
        piece.markRead();
        notifyAll();
    }

    /** From the first row on that was not handed out: what was read behind it is read again. */
    private synchronized BlockCursor readInTurn() throws IOException {
        Chunk rest = chunk;
        if (chunk.offset() != offset) {
            chunk.close();
            rest = source.chunk(offset);
        }
        drop();
        return source.inTurn(rest, filters.get().after(lastTs));
    }

    private void drop() {
        ended = true;
        pieces.clear();
        spare.clear();
    }

    @Override
    public long offset() {
        return inTurn == null ? offset : inTurn.offset();
    }

    @Override
    public boolean exhausted() {
        return inTurn == null ? offset == size : inTurn.exhausted();
    }

    @Override
    public synchronized void close() throws IOException {
        drop();
        chunk.close();
        if (inTurn != null) {
            inTurn.close();
        }
    }
}
