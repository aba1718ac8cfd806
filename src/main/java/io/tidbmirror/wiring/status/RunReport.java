package io.tidbmirror.wiring.status;

import io.tidbmirror.land.Head;
import java.io.PrintWriter;
import java.util.List;

/**
 * How a run with {@code mirror.once} ended.
 *
 * @param tables what is known of all tables now
 * @param files files that this run landed
 * @param rows rows in them
 * @param rowsBeyond rows seen at or above the checkpoint, left for a later run
 */
public record RunReport(List<TableStatus> tables, long files, long rows, long rowsBeyond) {
    /** Some tables are quarantined, the others are landed. */
    public static final int QUARANTINED = 4;

    public RunReport {
        tables = List.copyOf(tables);
    }

    /** The exit code of the process. */
    public int exitCode() {
        return tables.stream().anyMatch(RunReport::stopped) ? QUARANTINED : 0;
    }

    /** Prints the closing lines. */
    public void print(PrintWriter out) {
        StatusTable.print(tables, out);
        out.println();
        out.println(files == 0 ? "Nothing new to land." : "Landed " + landed(rows, files) + ".");
        if (rowsBeyond > 0) {
            out.println(count(rowsBeyond, "row") + " at or above the checkpoint: left for a later run.");
        }
        long stopped = tables.stream().filter(RunReport::stopped).count();
        if (stopped > 0) {
            out.println(count(stopped, "table") + " quarantined: the reasons are above; when one is gone, the command"
                    + " 'table release SCHEMA.TABLE' lets its table go on.");
        }
        out.flush();
    }

    /** Rows and files in words. */
    public static String landed(long rows, long files) {
        return count(rows, "row") + " in " + count(files, "file");
    }

    private static boolean stopped(TableStatus table) {
        return table.state() == Head.Status.QUARANTINED;
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
