package io.tidbmirror.wiring.settings;

import io.tidbmirror.feed.TableFilter;
import java.util.ArrayList;
import java.util.List;

/** A list of table-filter rules, separated by commas; a comma inside of quotes or of a regular expression separates nothing. */
final class TableRules {
    static final Kind<List<String>> KIND =
            new Kind<>("table-filter rules, comma separated", TableRules::read, rules -> String.join(",", rules));

    private TableRules() {}

    private static List<String> read(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        List<String> rules = split(text);
        TableFilter.of(rules, List.of()); // refuses rules that are none
        return rules;
    }

    private static List<String> split(String text) {
        List<String> rules = new ArrayList<>();
        StringBuilder rule = new StringBuilder();
        char open = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' && open == 0) {
                rules.add(rule.toString().strip());
                rule.setLength(0);
                continue;
            }
            if (c == '\\' && i + 1 < text.length()) {
                rule.append(c);
                c = text.charAt(++i);
            } else if (open == 0 && "`\"/".indexOf(c) >= 0) {
                open = c;
            } else if (c == open) {
                open = 0;
            }
            rule.append(c);
        }
        rules.add(rule.toString().strip());
        return List.copyOf(rules);
    }
}
