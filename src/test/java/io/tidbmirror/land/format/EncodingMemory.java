package io.tidbmirror.land.format;

import io.tidbmirror.mark.MarkedBlock;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Shows by running at all that memory does not grow with rows, and little with open files: {@code java -Xmx128m -cp ... EncodingMemory rows files}.
 * The rows go round robin to all files in slices of 5000, or in slices of 100 if there are many files.
 */
final class EncodingMemory {
    private EncodingMemory() {}

    public static void main(String[] args) throws Exception {
        long rows = Long.parseLong(args[0]);
        int files = Integer.parseInt(args[1]);
        int slice = files > 10 ? 100 : 5000;
        ParquetFormat format = new ParquetFormat(Compression.SNAPPY);
        List<LandingFile> open = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            open.add(format.begin(FormulaTable.SCHEMA, OutputStream.nullOutputStream()));
        }
        long start = System.nanoTime();
        for (long from = 0; from < rows; from += (long) slice * files) {
            List<Object[]> values = new ArrayList<>();
            for (int i = 0; i < slice; i++) {
                values.add(FormulaTable.row(from + i));
            }
            MarkedBlock block = Rows.block(FormulaTable.SCHEMA, values);
            for (LandingFile file : open) {
                file.write(block);
            }
        }
        for (LandingFile file : open) {
            file.finish(Map.of());
            file.close();
        }
        System.out.printf(
                "%,d rows in %d files: %.1f s within a heap of %d MiB%n",
                rows,
                files,
                (System.nanoTime() - start) / 1e9,
                Runtime.getRuntime().maxMemory() >> 20);
    }
}
