package io.tidbmirror.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidbmirror.corpus.Scenario;
import io.tidbmirror.corpus.Truth;
import io.tidbmirror.corpus.Truth.ColumnTruth;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.oracle.FinalState;
import io.tidbmirror.oracle.ZeroDates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Compares the tables that are landed after a history full of DDL with what TiDB held at its end. */
final class DdlJudge {
    private DdlJudge() {}

    /** What differs; tables without a key may be stopped, and those that must be are named. */
    static List<String> differences(Mirror mirror, Scenario scenario, Predicate<Name> mustStop)
            throws IOException, SQLException {
        Truth truth = scenario.truth();
        Map<Name, JsonNode> status = mirror.status();
        List<String> differences = new ArrayList<>();
        for (Map.Entry<Name, List<ColumnTruth>> table : truth.columns().entrySet()) {
            List<ColumnTruth> columns =
                    table.getValue().stream().filter(c -> !c.virtual()).toList();
            JsonNode line = status.get(table.getKey());
            String state = line == null ? "unknown" : line.path("state").asText();
            if (mustStop.test(table.getKey())) {
                if (!state.equals("QUARANTINED")) {
                    differences.add(table.getKey() + " is excepted and " + state);
                }
            } else if (state.equals("ACTIVE")) {
                Path landed = mirror.zone().resolve(line.path("folder").asText());
                List<String> key = key(columns);
                new FinalState(columns, key, ZeroDates.TEXT)
                        .differences(landed, truth.finalRows().get(table.getKey()))
                        .forEach(d -> differences.add(table.getKey() + ": " + d));
            } else if (!key(columns).isEmpty()) {
                differences.add(table.getKey() + " is " + state + ": " + line);
            }
        }
        folders(mirror.zone()).stream()
                .filter(found -> !mustStop.test(name(found)))
                .filter(found -> truth.columns().keySet().stream()
                        .noneMatch(name -> found.equals(name.schema() + ".schema/" + name.table())))
                .forEach(found -> differences.add("folder " + found + " should not be there"));
        return differences;
    }

    private static Name name(String folder) {
        String[] names = folder.split("\\.schema/", 2);
        return new Name(names[0], names[1]);
    }

    private static Set<String> folders(Path zone) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> paths = Files.walk(zone, 2)) {
            paths.filter(p -> p.getParent().toString().endsWith(".schema"))
                    .forEach(p -> found.add(zone.relativize(p).toString().replace('\\', '/')));
        }
        return found;
    }

    private static List<String> key(List<ColumnTruth> columns) {
        List<String> primary = columns.stream()
                .filter(c -> c.key().equals("PRI"))
                .map(ColumnTruth::name)
                .toList();
        return primary.isEmpty()
                ? columns.stream()
                        .filter(c -> c.key().equals("UNI") && !c.nullable())
                        .map(ColumnTruth::name)
                        .limit(1)
                        .toList()
                : primary;
    }
}
