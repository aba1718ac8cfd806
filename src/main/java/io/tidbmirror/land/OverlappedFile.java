package io.tidbmirror.land;

import io.tidbmirror.batch.FileRows;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.format.LandingFile;
import io.tidbmirror.mark.MarkedBlock;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A landing file whose rows are written by another thread while the caller reads the next ones, in the same slices and in the
 * same order: the file does not tell how it was written. Small files are written by the caller.
 */
final class OverlappedFile implements LandingFile {
    private final LandingFile file;
    private final TableSchema schema;
    private final WriterThreads threads;
    private final FileRows source;
    private long bytes;
    private @Nullable RowRelay relay;
    private boolean large;
    private boolean closed;

    OverlappedFile(LandingFile file, TableSchema schema, WriterThreads threads, FileRows source) {
        this.file = file;
        this.schema = schema;
        this.threads = threads;
        this.source = source;
    }

    @Override
    public void write(MarkedBlock rows) throws IOException {
        if (relay == null && bytes >= threads.largeBytes()) {
            bytes = 0; // asks for a thread again after as many
            if (!large) {
                threads.admit();
                large = true;
            }
            RowRelay started = new RowRelay(file, schema, source, threads.blocks(), threads.largeBytes());
            relay = threads.start(started, started::ended) ? started : null;
        }
        if (relay != null) {
            relay.send(rows);
        } else {
            bytes += rows.block().heldBytes() * rows.rows() / rows.block().rows();
            file.write(rows);
        }
    }

    @Override
    public void finish(Map<String, String> provenance) throws IOException {
        if (relay == null) {
            file.finish(provenance);
        } else {
            relay.finish(provenance);
        }
    }

    /** Whatever the other thread has not written is dropped; it has let go of the file when this returns. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (relay != null) {
                relay.abandon();
            }
            file.close();
        } finally {
            threads.done(large);
        }
    }
}
