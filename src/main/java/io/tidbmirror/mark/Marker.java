package io.tidbmirror.mark;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Operation;
import java.util.Arrays;

/**
 * Turns operations into row markers of Fabric Open Mirroring (open-mirroring.md section 3): inserts and updates upsert,
 * deletes delete. Marker 0 is never used, because Fabric does not look for duplicates there. Not thread safe.
 */
public final class Marker {
    /** The column name Fabric looks for; it is the last column of a landing file. */
    public static final String COLUMN = "__rowMarker__";

    public static final byte DELETE = 2;
    public static final byte UPSERT = 4;

    private byte[] markers = new byte[0];

    /** Marks all rows of a block. The result is valid until the next call. */
    public MarkedBlock mark(ChangeBlock block) {
        int rows = block.rows();
        if (markers.length < rows) {
            markers = Arrays.copyOf(markers, Math.max(rows, markers.length * 2));
        }
        byte[] operations = block.operations();
        byte delete = Operation.DELETE.code();
        for (int i = 0; i < rows; i++) {
            markers[i] = operations[i] == delete ? DELETE : UPSERT;
        }
        return new MarkedBlock(block, markers, 0, rows);
    }
}
