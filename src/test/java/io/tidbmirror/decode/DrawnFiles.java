package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.ByteSource;
import io.tidbmirror.change.RowForm;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Large CSV files for tests of other packages, and decoders that read them in small pieces. */
public final class DrawnFiles {
    public static final TableSchema SCHEMA = FileOfPieces.SCHEMA;

    private static final List<String> PARTS =
            List.of("\n", "\"\"", "a", "é", ",", "a long text of some words that are not the same");

    private DrawnFiles() {}

    /** @param texts the form in which rows are copied, where they can be */
    public static Decoder decoder(int pieceBytes, @Nullable RowForm texts) {
        return new CsvDecoder(FileOfPieces.OPTIONS, TimeRules.utc(ZeroDate.NULL), pieceBytes, texts);
    }

    public static ByteSource source(int number, byte[] file) {
        return new MemoryBytes("CDC" + number + ".csv", file);
    }

    /**
     * A file that shares commits with those of other numbers. In some a delete stands behind an upsert of its commit, and rows
     * of unusual form end the pieces early.
     */
    public static byte[] file(SplittableRandom random, int number, int bytes) {
        StringBuilder rows = new StringBuilder();
        long ts = FileOfPieces.TSO + 1;
        boolean unordered = random.nextInt(4) == 0;
        boolean unusual = random.nextInt(4) == 0;
        for (int id = number; rows.length() < bytes; id += 10) {
            ts += random.nextInt(20) == 0 ? 1 + random.nextInt(2) : 0;
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(5); i > 0; i--) {
                text.append(PARTS.get(random.nextInt(PARTS.size())));
            }
            boolean odd = unusual && random.nextInt(5_000) == 0;
            String row = FileOfPieces.row(ts, id, text.toString(), odd ? "1e5" : random.nextInt(100) + ".25");
            rows.append(unordered && random.nextInt(2_000) == 0 ? row.replaceFirst("I", "D") : row);
        }
        return rows.toString().getBytes(UTF_8);
    }
}
