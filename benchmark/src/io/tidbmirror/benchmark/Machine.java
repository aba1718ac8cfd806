package io.tidbmirror.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the machine of the benchmark offers. */
final class Machine {
    private static final Path MEMORY = Path.of("/dev/shm");

    private Machine() {}

    /** A folder in memory, where nothing has to be synced; null if there is none. */
    static Path memory() {
        return Files.isWritable(MEMORY) ? MEMORY : null;
    }

    static List<String> pinned(int processors, List<String> command) {
        List<String> pinned = new ArrayList<>();
        if (onPath("taskset")) {
            int last = Runtime.getRuntime().availableProcessors() - 1; // the first one serves interrupts
            pinned.addAll(List.of("taskset", "-c", (last - processors + 1) + "-" + last));
        }
        pinned.addAll(command);
        return pinned;
    }

    static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** One line about processors, Java and system. */
    static String describe() throws IOException {
        String model = "";
        if (Files.exists(Path.of("/proc/cpuinfo"))) {
            model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 2) + ", ")
                    .orElse("");
        }
        return model + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + System.getProperty("java.vm.version");
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
