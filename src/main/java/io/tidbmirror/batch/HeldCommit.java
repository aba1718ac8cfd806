package io.tidbmirror.batch;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.mark.MarkedBlock;
import io.tidbmirror.mark.Marker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of one commit from one or several runs, copied, so that deletes can go before upserts and duplicates can go. */
final class HeldCommit {
    private final ChangeBlock deletes;
    private final ChangeBlock upserts;
    private final RowSet seenDeletes = new RowSet();
    private final RowSet seenUpserts = new RowSet();

    HeldCommit(TableSchema schema) {
        deletes = new ChangeBlock(schema);
        upserts = new ChangeBlock(schema);
    }

    void clear() {
        deletes.clear();
        upserts.clear();
        seenDeletes.clear();
        seenUpserts.clear();
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
            ChangeBlock target = delete ? deletes : upserts;
            if (dropDuplicates) {
                addNew(target, delete ? seenDeletes : seenUpserts, rows.block(), from, to);
            } else {
                target.append(rows.block(), from, to);
            }
            from = to;
        }
    }

    long heldBytes() {
        return deletes.heldBytes() + upserts.heldBytes();
    }

    /** The rows in landing order, valid until the next change. */
    List<MarkedBlock> slices() {
        List<MarkedBlock> slices = new ArrayList<>(2);
        addSlice(slices, deletes, Marker.DELETE);
        addSlice(slices, upserts, Marker.UPSERT);
        return slices;
    }

    private static void addNew(ChangeBlock target, RowSet seen, ChangeBlock rows, int from, int to) {
        int start = from;
        for (int row = from; row < to; row++) {
            if (!seen.add(rows, row)) {
                target.append(rows, start, row);
                start = row + 1;
            }
        }
        target.append(rows, start, to);
    }

    private static void addSlice(List<MarkedBlock> slices, ChangeBlock block, byte marker) {
        if (block.rows() > 0) {
            byte[] markers = new byte[block.rows()];
            Arrays.fill(markers, marker);
            slices.add(new MarkedBlock(block, markers, 0, block.rows()));
        }
    }
}
