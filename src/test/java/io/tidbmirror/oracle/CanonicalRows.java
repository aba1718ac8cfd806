package io.tidbmirror.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of a table and their keys as canonical text, those that have landed as well as those that the truth demands. */
final class CanonicalRows {
    private final TableTruth truth;
    private final Map<String, ColumnRule> rules = new LinkedHashMap<>();

    CanonicalRows(TableTruth truth, ZeroDates zeroDates) {
        this.truth = truth;
        truth.columns().forEach(column -> rules.put(column.name(), new ColumnRule(column, zeroDates)));
    }

    /** The rule of a column; null for one that the truth does not have. */
    ColumnRule rule(String column) {
        return rules.get(column);
    }

    List<String> landedKey(LandedFile file, LandedRow row) {
        return truth.key().stream().map(name -> landed(file, row).get(name)).toList();
    }

    Map<String, String> landed(LandedFile file, LandedRow row) {
        Map<String, String> text = new LinkedHashMap<>();
        file.columns().stream()
                .filter(c -> rules.containsKey(c.name()))
                .forEach(c -> text.put(
                        c.name(), rules.get(c.name()).landed(c, row.values().get(c.name()))));
        return text;
    }

    List<String> expectedKey(Map<String, String> row) {
        return truth.key().stream().map(c -> rules.get(c).expected(row.get(c))).toList();
    }

    /** A key of the truth, in the order of the truth's key columns. */
    List<String> expectedKey(List<String> key) {
        List<String> canonical = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            canonical.add(rules.get(truth.key().get(i)).expected(key.get(i)));
        }
        return canonical;
    }

    Map<String, String> expected(Map<String, String> row) {
        Map<String, String> text = new LinkedHashMap<>();
        rules.forEach((name, rule) -> text.put(name, rule.expected(row.get(name))));
        return text;
    }
}
