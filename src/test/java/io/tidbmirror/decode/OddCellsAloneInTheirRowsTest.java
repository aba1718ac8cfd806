package io.tidbmirror.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** An odd cell in a row that has no other, so that the pass that reads or copies it is the one that must refuse it. */
class OddCellsAloneInTheirRowsTest {
    @Test
    void areReadAlikeOrRefusedInEveryWay() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        int read = 0;
        for (String column : DrawnTable.DEFINITION.split("; *")) {
            for (String odd : DrawnCells.ODD) {
                for (String operation : List.of("\"I\"", "\"D\"", "\"U\"", "\"D\"")) {
                    read += agree(column, operation, odd, random) ? 1 : 0;
                }
            }
        }
        assertThat(read).isGreaterThan(500);
    }

    private static boolean agree(String column, String operation, String odd, SplittableRandom random)
            throws IOException {
        BinaryEncoding encoding = random.nextBoolean() ? BinaryEncoding.HEX : BinaryEncoding.BASE64;
        CsvOptions options = new CsvOptions(",", "\"", "\\N", true, encoding, false, false, false, "\n");
        DrawnTable table = new DrawnTable(
                options, ZeroDate.NULL, Tables.table("s.t", DrawnTable.TSO, ZeroDate.NULL, "k int key; " + column));
        String commitTs = Long.toString(DrawnTable.TSO + 1);
        List<String> row = List.of(operation, "\"t\"", "\"s\"", commitTs, "1", odd);
        return new WaysOfReading(table).agree(List.of(row), 4_000, random);
    }
}
