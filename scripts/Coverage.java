import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints what the tests covered of the core packages, from JaCoCo's CSV; there is none where no test ran. */
final class Coverage {
    private static final List<String> CORE = List.of("change", "feed", "decode", "mark", "batch", "land", "local");
    private static final int PACKAGE = 1;
    private static final int BRANCHES = 5;
    private static final int LINES = 7;

    private static final class Sum {
        private final long[] missed = new long[2];
        private final long[] covered = new long[2];

        void add(String[] cells) {
            for (int i = 0; i < 2; i++) {
                int column = i == 0 ? BRANCHES : LINES;
                missed[i] += Long.parseLong(cells[column]);
                covered[i] += Long.parseLong(cells[column + 1]);
            }
        }

        String percent(int i) {
            long all = missed[i] + covered[i];
            return all == 0 ? "-" : Math.round(100.0 * covered[i] / all) + " %";
        }
    }

    public static void main(String[] args) throws IOException {
        Path report = Path.of(args[0]);
        if (Files.exists(report)) {
            print(report);
        } else {
            System.out.println("No coverage to print: no test ran, so there is no " + report);
        }
    }

    private static void print(Path report) throws IOException {
        Map<String, Sum> sums = new TreeMap<>();
        Sum total = new Sum();
        for (String line : Files.readAllLines(report)) {
            String[] cells = line.split(",");
            String[] names = cells[PACKAGE].split("\\.");
            if (names.length > 2 && CORE.contains(names[2])) {
                sums.computeIfAbsent(names[2], any -> new Sum()).add(cells);
                total.add(cells);
            }
        }
        System.out.println("Coverage of the core     lines  branches");
        sums.forEach(Coverage::print);
        print("all of them", total);
    }

    private static void print(String name, Sum sum) {
        System.out.printf("  %-20s %7s %9s%n", name, sum.percent(1), sum.percent(0));
    }
}
