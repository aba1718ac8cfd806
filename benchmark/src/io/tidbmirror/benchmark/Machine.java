package io.tidbmirror.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What the machine of the benchmark offers. */
final class Machine {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Path USE = Path.of("/proc/meminfo");
    private static final String FREE = "MemFree:";
    private static final int MIB = 1 << 20;
    private static final int LEFT_FREE_MIB = 1_024;

    private Machine() {}

    /** A folder in memory, where nothing has to be synced; null if there is none. */
    static Path memory() {
        return Files.isWritable(MEMORY) ? MEMORY : null;
    }

    /**
     * Writes to all memory that is free once. The host of a virtual machine makes a page when it is first written to, which takes
     * several times as long as writing to it again; whom that meets is chance.
     */
    static void touchMemory() throws IOException {
        if (memory() == null || !Files.exists(USE)) {
            return;
        }
        Path file = MEMORY.resolve("tidb-mirror-benchmark-touched");
        byte[] zeros = new byte[16 * MIB];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (freeMiB() > LEFT_FREE_MIB) {
                out.write(zeros);
            }
        } catch (IOException full) {
            System.out.println("not all free memory was touched before: " + full.getMessage());
        } finally {
            Files.delete(file);
        }
    }

    private static long freeMiB() throws IOException {
        return Files.readAllLines(USE).stream()
                .filter(line -> line.startsWith(FREE))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .sum();
    }

    /** Makes sure that the bytes of a file are in memory, so that whose turn is first need not read the disk. */
    static void load(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
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
