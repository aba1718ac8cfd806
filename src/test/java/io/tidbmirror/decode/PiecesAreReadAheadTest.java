package io.tidbmirror.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.CommitRange;
import io.tidbmirror.change.RowChoice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
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

    /** A file whose bytes cannot be read from some place on. */
    private record BrokenBytes(byte[] bytes, int broken) implements ByteSource {
        @Override
        public String name() {
            return "CDC1.csv";
        }

        @Override
        public long size() {
            return bytes.length;
        }

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
}
