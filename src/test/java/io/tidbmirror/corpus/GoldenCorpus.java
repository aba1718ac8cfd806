package io.tidbmirror.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Real TiCDC output and what TiDB held, packed with the tests by {@code scripts/pack-golden.sh}.
 *
 * <p>Unpacked once into {@code target/}, shared by every test and never written by one: a test that changes a changefeed
 * copies it first ({@link Variant#copyTo}).
 */
public final class GoldenCorpus {

    /** Both architectures of TiCDC: {@code classic} is tiflow, {@code new} is ticdc. */
    public static final List<String> ARCHITECTURES = List.of("classic", "new");

    /** Scenarios without DDL in mid-stream: one schema version per table. */
    public static final List<String> ONE_SCHEMA =
            List.of("bookshop", "types", "keys", "names", "random_mixed", "random_keychanges");

    private static final GoldenCorpus UNPACKED = new GoldenCorpus(Unpacking.folder());

    private final Path folder;

    private GoldenCorpus(Path folder) {
        this.folder = folder;
    }

    public static GoldenCorpus open() {
        return UNPACKED;
    }

    public Scenario scenario(String architecture, String name) {
        Path place = folder.resolve(architecture).resolve(name);
        if (!Files.isDirectory(place)) {
            throw new IllegalArgumentException("no scenario " + architecture + "/" + name);
        }
        return new Scenario(architecture, name, place);
    }

    public Variant variant(String architecture, String scenario, String variant) {
        return scenario(architecture, scenario).variant(variant);
    }

    /** The scenarios without DDL in mid-stream, of both architectures. */
    public List<Scenario> oneSchemaScenarios() {
        return ARCHITECTURES.stream()
                .flatMap(a -> ONE_SCHEMA.stream().map(s -> scenario(a, s)))
                .toList();
    }

    /** Every scenario of both architectures. */
    public List<Scenario> scenarios() {
        return ARCHITECTURES.stream()
                .flatMap(a -> names(folder.resolve(a)).stream().map(s -> scenario(a, s)))
                .toList();
    }

    /** The statements that were executed. */
    public Path sql(String scenario) {
        return folder.resolve("sql").resolve(scenario + ".sql");
    }

    static List<String> names(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(p -> p.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
