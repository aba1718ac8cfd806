package io.tidbmirror.batch;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.Marker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one commit from one or several runs, copied, so that deletes can go before upserts and duplicates can go. */
final class HeldCommit {
    private final TableSchema schema;

    /** Null until the first of its rows comes: most windows hold no commit, and this has room for rows. */
    private @Nullable Part deletes;

    private @Nullable Part upserts;

    /** Rows of one kind, and which they are. */
    private record Part(ChangeBlock block, RowSet seen) {
        void clear() {
            block.clear();
            seen.clear();
        }
    }

    HeldCommit(TableSchema schema) {
        this.schema = schema;
    }

    void clear() {
        if (deletes != null) {
            deletes.clear();
        }
        if (upserts != null) {
            upserts.clear();
        }
    }

    /**
     * Copies rows.
     *
     * @param dropDuplicates whether equal rows may come from several runs
     */
    void add(MarkedBlock rows, boolean dropDuplicates) {
        byte[] markers = rows.markers();
        int from = rows.from();
        while (from < rows.to()) {
            boolean delete = markers[from] == Marker.DELETE;
            int to = from;
            while (to < rows.to() && (markers[to] == Marker.DELETE) == delete) {
                to++;
            }
            Part target = delete ? deletes() : upserts();
            if (dropDuplicates) {
                addNew(target, rows.block(), from, to);
            } else {
                target.block().append(rows.block(), from, to);
            }
            from = to;
        }
    }

    private Part deletes() {
        deletes = deletes == null ? made() : deletes;
        return deletes;
    }

    private Part upserts() {
        upserts = upserts == null ? made() : upserts;
        return upserts;
    }

    private Part made() {
        return new Part(new ChangeBlock(schema), new RowSet());
    }

    long heldBytes() {
        return heldBytes(deletes) + heldBytes(upserts);
    }

    private static long heldBytes(@Nullable Part part) {
        return part == null ? 0 : part.block().heldBytes();
    }

    /** The rows in landing order, valid until the next change. */
    List<MarkedBlock> slices() {
        List<MarkedBlock> slices = new ArrayList<>(2);
        addSlice(slices, deletes, Marker.DELETE);
        addSlice(slices, upserts, Marker.UPSERT);
        return slices;
    }

    private static void addNew(Part target, ChangeBlock rows, int from, int to) {
        int start = from;
        for (int row = from; row < to; row++) {
            if (!target.seen().add(rows, row)) {
                target.block().append(rows, start, row);
                start = row + 1;
            }
        }
        target.block().append(rows, start, to);
    }

    private static void addSlice(List<MarkedBlock> slices, @Nullable Part part, byte marker) {
        if (part != null && part.block().rows() > 0) {
            int rows = part.block().rows();
            byte[] markers = new byte[rows];
            Arrays.fill(markers, marker);
            slices.add(new MarkedBlock(part.block(), markers, 0, rows));
        }
    }
}
