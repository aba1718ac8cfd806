package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.ChangeCursor;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;

/** A large CSV file that is read in pieces, and a thread that reads them ahead. */
abstract class FileOfPieces {
    static final long TSO = 470612650486661120L;
    static final CsvOptions OPTIONS =
            new CsvOptions(",", "\"", "\\N", true, BinaryEncoding.BASE64, false, false, false, "\n");
    static final TableSchema SCHEMA = Tables.table(
            "s.t", TSO, ZeroDate.NULL, "id int key; v varchar(200); d decimal(10,2); at datetime(3); t time; f double");

    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    /** Another thread that reads ahead all the time. */
    final class Ahead implements AutoCloseable {
        private final AtomicBoolean ended = new AtomicBoolean();
        private final Future<?> thread;

        Ahead(ChangeCursor cursor) {
            thread = pool.submit(() -> {
                while (!ended.get()) {
                    if (!cursor.readAhead()) {
                        Thread.onSpinWait();
                    }
                }
            });
        }

        @Override
        public void close() throws Exception {
            ended.set(true);
            thread.get();
        }
    }

    static void collect(ChangeCursor cursor, List<String> rows) throws IOException {
        for (ChangeBlock block = cursor.next(); block != null; block = cursor.next()) {
            for (int i = 0; i < block.rows(); i++) {
                rows.add(Printed.row(block, i));
            }
        }
    }

    static RowSource source(byte[] file, int chunkBytes) {
        return source(new MemoryBytes("CDC1.csv", file), chunkBytes);
    }

    static RowSource source(ByteSource file, int chunkBytes) {
        return (RowSource) new CsvDecoder(OPTIONS, TimeRules.utc(ZeroDate.NULL), chunkBytes, null).decode(file, SCHEMA);
    }

    static byte[] rows(int count, String text) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append(row(TSO + 1 + i / 3, i, text, "1.5"));
        }
        return rows.toString().getBytes(UTF_8);
    }

    static String row(long ts, int id, String text, String number) {
        return "\"I\",\"t\",\"s\"," + ts + ',' + id + ",\"" + text
                + "\",\"12.50\",\"2026-11-27 04:00:00.123\",\"10:11:12\"," + number + '\n';
    }
}
