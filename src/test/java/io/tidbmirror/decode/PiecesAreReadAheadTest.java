package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.RowChoice;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Pieces that are read before their rows are asked for: so many, and without a trace where they are not needed. */
class PiecesAreReadAheadTest extends FileOfPieces {
    @Test
    void noMorePiecesAreReadAheadThanMemoryAllows() throws Exception {
        byte[] file = rows(500, "plain");
        try (ChangeCursor cursor = source(file, 1_000).open(CommitRange.ALL, RowChoice.ALL, 0)) {
            assertThat(cursor.readAhead()).as("nothing is fetched yet").isFalse();
            assertThat(cursor.next()).isNotNull();
            for (int i = 0; i < 5; i++) {
                int ahead = 0;
                while (cursor.readAhead()) {
                    ahead++;
                }
                assertThat(ahead).isBetween(i == 0 ? 2 : 0, 4);
                long offset = cursor.offset();
                assertThat(cursor.next()).isNotNull();
                assertThat(cursor.offset()).isGreaterThan(offset);
            }
        }
    }

    @Test
    void aStoreThatFailsAheadFailsWhenItsRowsAreAskedFor() throws Exception {
        byte[] file = rows(500, "plain");
        int broken = file.length / 2;
        RowSource divided = source(new BrokenBytes(file, broken), 1_000);
        List<String> rows = new ArrayList<>();

        try (ChangeCursor cursor = divided.open(CommitRange.ALL, RowChoice.ALL, 0);
                Ahead ahead = new Ahead(cursor)) {
            assertThatThrownBy(() -> collect(cursor, rows)).hasMessage("the disk is gone");
            assertThat(cursor.offset()).isBetween(broken - 2_000L, (long) broken);
        }
        assertThat(rows).isEqualTo(Printed.rows(source(file, Chunk.BYTES)).subList(0, rows.size()));
    }

    /** What a stream gives behind a failure is not known to go on where it failed. */
    @Test
    void aStoreThatFailedOnceIsNotReadOn() throws Exception {
        byte[] file = rows(500, "plain");
        FailingOnce store = new FailingOnce(file, rowFrom(file, file.length / 2));
        List<String> rows = new ArrayList<>();

        try (ChangeCursor cursor = source(store, 1_000).open(CommitRange.ALL, RowChoice.ALL, 0)) {
            assertThatThrownBy(() -> {
                        do {
                            cursor.readAhead(); // asks for pieces behind the failure
                        } while (collectBlock(cursor, rows));
                    })
                    .hasMessage("the connection was reset");
        }
        assertThat(rows).isEqualTo(Printed.rows(source(file, Chunk.BYTES)).subList(0, rows.size()));
    }

    @Test
    void everyStreamOfAFileIsClosedWhereverReadingEnds() throws Exception {
        String odd = "\n\"\"U\"\",\"\"t\"\",\"\"s\"\",47";
        for (String text : List.of("plain", odd)) {
            for (int blocks : new int[] {2, Integer.MAX_VALUE}) {
                CountedStreams store = new CountedStreams(rows(200, text), new AtomicInteger(), new AtomicInteger());
                try (ChangeCursor cursor = source(store, 900).open(CommitRange.ALL, RowChoice.ALL, 0)) {
                    for (int i = 0; i < blocks && cursor.next() != null; i++) {}
                }
                assertThat(store.opened).hasPositiveValue();
                assertThat(store.closed.get()).isEqualTo(store.opened.get());
            }
        }
    }

    @Test
    void aRowLongerThanAPieceIsReadInTurn() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            text.append(row(TSO + 1 + i, i, i % 40 == 20 ? "x".repeat(2_500) : "plain", "1.5"));
        }
        byte[] file = text.toString().getBytes(UTF_8);
        for (int chunk = 500; chunk < 2_000; chunk += 250) {
            List<String> rows = new ArrayList<>();
            try (ChangeCursor cursor = source(file, chunk).open(CommitRange.ALL, RowChoice.ALL, 0)) {
                cursor.readAhead();
                collect(cursor, rows);
            }
            assertThat(rows).isEqualTo(Printed.rows(source(file, Chunk.BYTES)));
        }
    }

    @Test
    void aCursorIsClosedWhileAnotherThreadReadsAhead() throws Exception {
        byte[] file = rows(2_000, "plain");
        for (int i = 0; i < 50; i++) {
            ChangeCursor cursor = source(file, 1_000).open(CommitRange.ALL, RowChoice.ALL, 0);
            try (Ahead ahead = new Ahead(cursor)) {
                cursor.next();
                cursor.close();
                assertThat(cursor.readAhead()).isFalse();
            }
        }
    }

    private interface InMemory extends ByteSource {
        byte[] bytes();

        @Override
        default String name() {
            return "CDC1.csv";
        }

        @Override
        default long size() {
            return bytes().length;
        }
    }

    /** A file whose bytes cannot be read from some place on. */
    private record BrokenBytes(byte[] bytes, int broken) implements InMemory {
        @Override
        public InputStream open(long offset) {
            int from = (int) Math.min(offset, broken);
            return new SequenceInputStream(new ByteArrayInputStream(bytes, from, broken - from), new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("the disk is gone");
                }
            });
        }
    }

    private static boolean collectBlock(ChangeCursor cursor, List<String> rows) throws IOException {
        ChangeBlock block = cursor.next();
        for (int i = 0; block != null && i < block.rows(); i++) {
            rows.add(Printed.row(block, i));
        }
        return block != null;
    }

    private static int rowFrom(byte[] file, int at) {
        int start = at;
        while (file[start - 1] != '\n') {
            start++;
        }
        return start;
    }

    /** A file whose stream fails where a row begins and then goes on with the next one. */
    private record FailingOnce(byte[] bytes, int at) implements InMemory {
        @Override
        public InputStream open(long offset) {
            InputStream behind = new ByteArrayInputStream(bytes, rowFrom(bytes, at + 1), bytes.length);
            return new SequenceInputStream(
                    new ByteArrayInputStream(bytes, (int) offset, at - (int) offset), new FilterInputStream(behind) {
                        private boolean failed;

                        @Override
                        public int read(byte[] into, int from, int length) throws IOException {
                            if (!failed) {
                                failed = true;
                                throw new IOException("the connection was reset");
                            }
                            return super.read(into, from, length);
                        }
                    });
        }
    }

    /** A file that counts its streams. */
    private record CountedStreams(byte[] bytes, AtomicInteger opened, AtomicInteger closed) implements InMemory {
        @Override
        public InputStream open(long offset) {
            opened.incrementAndGet();
            return new ByteArrayInputStream(bytes, (int) offset, bytes.length) {
                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        }
    }
}
