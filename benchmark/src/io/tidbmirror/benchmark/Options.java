package io.tidbmirror.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What to run.
 *
 * @param bytes of a file
 * @param warmUps rounds before those that count
 * @param rounds rounds that count
 * @param files small files in all
 * @param syncs whether results have to be on disk: each that is to be run
 * @param alone whether the mirror runs without peers
 * @param parts names of the parts to run; all if empty
 */
record Options(long bytes, int warmUps, int rounds, int files, List<Boolean> syncs, boolean alone, List<String> parts) {
    static final Path DATA = Path.of("target/benchmark/data").toAbsolutePath();

    /** {@code [--quick] [--rounds N] [--warm-ups N] [--mib N] [--sync|--no-sync] [--alone] [PART…]}. */
    static Options parse(String[] args) {
        int mib = 64;
        int warmUps = 30;
        int rounds = 9;
        int files = 20_000;
        List<Boolean> syncs = new ArrayList<>(Machine.memory() == null ? List.of(true) : List.of(false, true));
        boolean alone = !Python.isThere();
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> {
                    warmUps = 15;
                    rounds = 3;
                    files = 4_000;
                    syncs.remove(Machine.memory() != null);
                }
                case "--mib" -> mib = Integer.parseInt(args[++i]);
                case "--warm-ups" -> warmUps = Integer.parseInt(args[++i]);
                case "--rounds" -> rounds = Integer.parseInt(args[++i]);
                case "--sync" -> syncs.remove(Boolean.FALSE);
                case "--no-sync" -> syncs.remove(Boolean.TRUE);
                case "--alone" -> alone = true;
                default -> parts.add(args[i]);
            }
        }
        return new Options((long) mib << 20, warmUps, rounds, files, List.copyOf(syncs), alone, List.copyOf(parts));
    }

    /** Whether a part was named, or one of its beginnings, or none at all. */
    boolean wants(String part) {
        return parts.isEmpty() || parts.stream().anyMatch(part::startsWith);
    }

    @Override
    public String toString() {
        return "files of " + (bytes >> 20) + " MiB, " + warmUps + " rounds to warm up, " + rounds
                + " rounds that count";
    }

    /** JDKs of cold starts: this one, and those that {@code BENCHMARK_JDKS} lists with colons between them. */
    List<Path> homes() {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        String more = System.getenv().getOrDefault("BENCHMARK_JDKS", "");
        Stream.of(more.split(":")).filter(home -> !home.isBlank()).map(Path::of).forEach(homes::add);
        return homes;
    }
}
