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
 * Fills blocks from a large file piece by piece; other threads read the rows of some of them ({@link #readAhead}). Pieces are
 * handed out in the order of the file, each only if the one before ended where it begins. Bytes are fetched by the thread that
 * calls {@link #next} alone, so that no other one ever waits for the store.
 *
 * <p>It takes pieces whose rows all have the usual form. From the first other one on, be it that a row goes on behind the
 * place where it was cut, that a row is bad, or that the range ends in it, the file is read in turn by a
 * {@link BlockCursor}, which accepts the rows or says what is wrong.
 */
final class DividedCursor implements ChangeCursor {
    /** Pieces that are fetched and not handed out yet: what bounds the memory. */
    static final int MOST = 5;

    /** Pieces fetched and not begun, this thread's own included, while other threads read. */
    private static final int AHEAD = 3;

    private final RowSource source;
    private final Supplier<RowFilter> filters;
    private final long size;
    private final Chunk chunk;
    private final Deque<Piece> spare = new ArrayDeque<>();

    /** In the order of the file; guarded by this, as is what pieces are in. */
    private final Deque<Piece> pieces = new ArrayDeque<>();

    /** Whether another thread has asked for a piece since the last ones were fetched; guarded by this. */
    private boolean asked;

    private boolean fetchedAll;
    private @Nullable IOException failure;
    private @Nullable Piece current;
    private long offset;
    private long lastTs = Long.MIN_VALUE;
    private @Nullable BlockCursor inTurn;

    /** @param filters a filter for each piece and place that reads */
    DividedCursor(RowSource source, Supplier<RowFilter> filters, long offset) {
        this.source = source;
        this.filters = filters;
        this.size = source.bytes().size();
        this.offset = offset;
        this.chunk = source.chunk(offset);
    }

    @Override
    public @Nullable ChangeBlock next() throws IOException {
        if (current != null) {
            spare.add(current);
            current = null;
        }
        while (inTurn == null && offset < size) {
            Piece piece = nextPiece();
            if (piece == null || !piece.follows(lastTs)) {
                inTurn = readInTurn();
            } else {
                offset = piece.endOffset();
                lastTs = piece.lastTs();
                if (piece.block().rows() > 0) {
                    current = piece;
                    return piece.block();
                }
                spare.add(piece);
            }
        }
        return inTurn == null ? null : inTurn.next();
    }

    /** The first piece not handed out; reads others while another thread reads it. Null if the file cannot be divided here. */
    private @Nullable Piece nextPiece() throws IOException {
        do {
            fetch();
            synchronized (this) {
                Piece first = pieces.peek();
                if (first == null || first.isRead()) {
                    if (first == null && failure != null) {
                        throw failure;
                    }
                    return pieces.poll();
                }
            }
        } while (read());
        return awaitPiece();
    }

    /** Fetches a piece for this thread, if it has none, and some for others that have asked. */
    private void fetch() {
        while (!fetchedAll && isWanted()) {
            try {
                chunk.fill();
            } catch (IOException e) {
                failure = e; // for when the rows before it are handed out
                fetchedAll = true;
                return;
            }
            Piece free = spare.poll();
            Piece piece = free == null ? source.piece(filters.get(), chunk) : free;
            if (piece.take(chunk)) {
                fetchedAll = chunk.isEmpty() && chunk.isLast();
                add(piece);
            } else {
                fetchedAll = true;
            }
        }
        forget();
    }

    private synchronized boolean isWanted() {
        int waiting = 0;
        for (Piece piece : pieces) {
            waiting += piece.isBegun() ? 0 : 1;
        }
        boolean none = waiting == 0 && (pieces.isEmpty() || !pieces.getFirst().isRead());
        return pieces.size() < MOST && (none || (asked && waiting < AHEAD));
    }

    private synchronized void add(Piece piece) {
        pieces.add(piece);
    }

    private synchronized void forget() {
        asked = false;
    }

    private synchronized Piece awaitPiece() throws IOException {
        try {
            while (!pieces.getFirst().isRead()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + source.name() + " was read");
        }
        return pieces.removeFirst();
    }

    @Override
    public boolean readAhead() {
        synchronized (this) {
            asked = true;
        }
        return read();
    }

    /** Reads the rows of the first piece that nobody has begun; false if there is none. */
    private boolean read() {
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
        for (Piece piece : pieces) {
            if (piece.begin()) {
                return piece;
            }
        }
        return null;
    }

    private synchronized void end(Piece piece) {
        piece.end();
        notifyAll();
    }

    /** From the first row on that was not handed out: what was read behind it is read again. */
    private BlockCursor readInTurn() throws IOException {
        drop();
        Chunk rest = chunk;
        if (chunk.offset() != offset) {
            chunk.close();
            rest = source.chunk(offset);
        }
        return source.inTurn(rest, filters.get().after(lastTs));
    }

    /** Whoever reads one of them goes on with it; the others are for later files. */
    private synchronized void drop() {
        for (Piece piece : pieces) {
            if (!piece.isBegun() || piece.isRead()) {
                spare.add(piece);
            }
        }
        pieces.clear();
        spare.forEach(source::release);
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
    public void close() throws IOException {
        drop();
        chunk.close();
        if (inTurn != null) {
            inTurn.close();
        }
    }
}
