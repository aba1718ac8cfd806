package io.tidbmirror.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.corpus.Scenario;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.corpus.Variant;
import io.tidbmirror.oracle.ChangeLogs;
import io.tidbmirror.oracle.LandedTable;
import io.tidbmirror.oracle.LandingReader;
import io.tidbmirror.oracle.TableOracle;
import io.tidbmirror.oracle.TableTruth;
import io.tidbmirror.oracle.ZeroDates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges a landing zone against the truth of one scenario. */
final class Verdict {

    private final Mirror mirror;
    private final Variant variant;
    private final ZeroDates zeroDates;
    private final long checkpoint;
    private final List<String> differences = new ArrayList<>();

    private Verdict(Mirror mirror, Variant variant, ZeroDates zeroDates, long checkpoint) {
        this.mirror = mirror;
        this.variant = variant;
        this.zeroDates = zeroDates;
        this.checkpoint = checkpoint;
    }

    /** The differences between the landing zone and what the truth demands below a checkpoint. */
    static List<String> of(
            Mirror mirror, Map<Name, JsonNode> status, Variant variant, ZeroDates zeroDates, long checkpoint) {
        Verdict verdict = new Verdict(mirror, variant, zeroDates, checkpoint);
        try (LandingReader reader = new LandingReader()) {
            verdict.judge(reader, status);
        } catch (IOException | SQLException | RuntimeException e) {
            verdict.differences.add(e.toString());
        }
        return verdict.differences;
    }

    /** Tables that the changefeed shows and that must be quarantined. */
    static Set<Name> keyless(Variant variant) {
        return ChangeLogs.keyless(variant.scenario()).stream()
                .filter(name -> Files.isDirectory(tableFolder(variant, name)))
                .collect(Collectors.toSet());
    }

    private static Path tableFolder(Variant variant, Name name) {
        return variant.sink().resolve(name.schema()).resolve(name.table()).resolve("meta");
    }

    private void judge(LandingReader reader, Map<Name, JsonNode> status) throws IOException, SQLException {
        Scenario scenario = variant.scenario();
        boolean oldValues = variant.toProperties().containsKey("feed.csv.output-old-value");
        Map<Name, Long> created = scenario.truth().created();
        Map<Name, TableTruth> truth = ChangeLogs.of(scenario, oldValues);
        Set<Name> expected = truth.keySet().stream()
                .filter(name -> created.get(name) < checkpoint)
                .collect(Collectors.toCollection(TreeSet::new));
        for (Name name : expected) {
            JsonNode line = status.get(name);
            if (line == null) {
                differences.add(name + " is not in status");
            } else {
                judge(reader, line, truth.get(name).below(checkpoint));
            }
        }
        for (Name name : keyless(variant)) {
            JsonNode line = status.get(name);
            boolean quarantined = line != null && line.path("state").asText().equals("QUARANTINED");
            if (created.get(name) < checkpoint && !quarantined) {
                differences.add(name + " has no key and is not quarantined: " + line);
            }
        }
        judgeFolders(status, expected);
    }

    private void judge(LandingReader reader, JsonNode line, TableTruth truth) throws IOException, SQLException {
        String name = truth.name() + ": ";
        if (!line.path("state").asText().equals("ACTIVE")) {
            differences.add(name + line.path("state").asText() + " "
                    + line.path("reason").asText());
            return;
        }
        LandedTable landed =
                reader.read(mirror.zone().resolve(line.get("folder").asText()));
        TableOracle.differences(landed, truth, zeroDates, variant.hasCommitTs())
                .forEach(d -> differences.add(name + d));
        expect(line, "files", landed.files().size(), name);
        expect(line, "rows", landed.rows().size(), name);
        expect(line, "seq", landed.files().size(), name);
        if (variant.hasCommitTs()) {
            expect(line, "covered", checkpoint, name);
        }
    }

    private void expect(JsonNode line, String field, long value, String name) {
        if (!line.path(field).asText().equals(Long.toString(value))) {
            differences.add(name + "status says " + field + " " + line.path(field) + " instead of " + value);
        }
    }

    /** No folder for any other table of the scenario's schemas. */
    private void judgeFolders(Map<Name, JsonNode> status, Set<Name> expected) throws IOException {
        Set<String> schemas = expected.stream().map(Name::schema).collect(Collectors.toSet());
        Set<Path> wanted = new HashSet<>();
        Set<Path> schemaFolders = new HashSet<>();
        status.forEach((name, line) -> {
            if (schemas.contains(name.schema())) {
                Path folder = mirror.zone().resolve(line.path("folder").asText());
                schemaFolders.add(folder.getParent());
                if (expected.contains(name)) {
                    wanted.add(folder);
                } else if (!keyless(variant).contains(name)) {
                    differences.add("table " + name + " should not be known");
                }
            }
        });
        for (Path schema : schemaFolders) {
            if (!Files.isDirectory(schema)) {
                continue;
            }
            try (Stream<Path> folders = Files.list(schema)) {
                folders.filter(folder -> !wanted.contains(folder))
                        .forEach(folder -> differences.add("folder " + folder + " should not be there"));
            }
        }
    }
}
