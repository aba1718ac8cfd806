package io.tidbmirror.wiring.status;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The status for people: columns as wide as they need to be, and below them why tables are stopped. */
public final class StatusTable {
    private static final List<String> TITLES = List.of("TABLE", "STATE", "FILES", "ROWS", "COVERED", "LAG", "FOLDER");

    private StatusTable() {}

    public static void print(List<TableStatus> tables, PrintWriter out) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(TITLES);
        tables.forEach(table -> lines.add(cells(table)));
        int[] widths = widths(lines);
        lines.forEach(line -> out.println(padded(line, widths)));
        for (TableStatus table : tables) {
            if (table.reason() != null) {
                out.println();
                out.println(table.table() + " is " + table.state() + ": " + table.reason());
            }
        }
    }

    private static List<String> cells(TableStatus table) {
        Long lag = table.lagSeconds();
        return List.of(
                table.table().toString(),
                table.state().name(),
                Long.toString(table.seq()),
                Long.toString(table.rows()),
                table.coveredText(),
                lag == null ? "-" : lag + " s",
                table.folder());
    }

    private static int[] widths(List<List<String>> lines) {
        int[] widths = new int[TITLES.size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], length(line.get(column)));
            }
        }
        return widths;
    }

    private static String padded(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = line.get(column);
            char[] blanks = new char[widths[column] - length(cell) + 2];
            Arrays.fill(blanks, ' ');
            text.append(cell).append(blanks);
        }
        return text.toString().stripTrailing();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
