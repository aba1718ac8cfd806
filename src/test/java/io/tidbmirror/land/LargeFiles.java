package io.tidbmirror.land;

import io.tidbmirror.batch.FileRows;
import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.LongVector;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.Marker;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A landing file that another thread writes, and rows for it. */
abstract class LargeFiles {
    static final FileRows ROWS = FileRows.none(Covered.NOTHING);

    final ExecutorService pool = Executors.newCachedThreadPool();
    final WriterThreads threads = new WriterThreads(pool, 2, WriterThreads.permits(2), 1);
    final RecordedFile file = new RecordedFile();

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    static void write(LandingFile large, int slices) throws IOException {
        ChangeBlock block = new ChangeBlock(ChangeLog.SCHEMA);
        for (int i = 0; i < slices; i++) {
            fill(block, i, 2);
            large.write(slice(block, 0, 2));
        }
    }

    static void fill(ChangeBlock block, int first, int rows) {
        block.clear();
        block.reserve(rows);
        for (int row = 0; row < rows; row++) {
            block.commitTs()[row] = first;
            ((LongVector) block.column(0)).add(100L * first + row);
        }
        block.added(rows);
    }

    static MarkedBlock slice(ChangeBlock block, int from, int to) {
        byte[] markers = new byte[block.rows()];
        Arrays.fill(markers, Marker.UPSERT);
        markers[from] = Marker.DELETE;
        return new MarkedBlock(block, markers, from, to);
    }

    static FileRows readAhead(BooleanSupplier step) {
        return new FileRows() {
            @Override
            public @Nullable MarkedBlock next() {
                return null;
            }

            @Override
            public boolean readAhead() {
                return step.getAsBoolean();
            }

            @Override
            public Covered covered() {
                return Covered.NOTHING;
            }
        };
    }
}
