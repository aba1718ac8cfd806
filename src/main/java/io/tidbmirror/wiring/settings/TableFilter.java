package io.tidbmirror.wiring.settings;

import io.tidbmirror.change.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A list of table-filter rules as TiDB tools know them: {@code schema.table} with {@code *}, {@code ?} and {@code [a-z]},
 * names in back-quotes or double quotes, {@code /regular expressions/}, {@code !} before a rule that excludes, {@code @file}
 * for a file with a rule a line, where lines that begin with {@code #} are comments. Rules are separated by commas; the last
 * rule that matches decides; a table that no rule matches is not in. Letter case is ignored.
 *
 * @param rules in order
 * @param text as written
 */
record TableFilter(List<Rule> rules, String text) implements Predicate<TableId> {
    /**
     * One rule.
     *
     * @param keep whether a match is in
     */
    record Rule(boolean keep, Pattern schema, Pattern table) {
        boolean matches(TableId id) {
            return schema.matcher(id.schema()).find()
                    && table.matcher(id.table()).find();
        }
    }

    static final Kind<TableFilter> KIND =
            new Kind<>("table-filter rules, comma separated", TableFilter::parse, TableFilter::text);

    static TableFilter parse(String text) {
        List<Rule> rules = new ArrayList<>();
        RuleReader reader = new RuleReader(text);
        while (reader.more()) {
            reader.addNext(rules);
        }
        return new TableFilter(List.copyOf(rules), text);
    }

    @Override
    public boolean test(TableId id) {
        boolean in = false;
        for (Rule rule : rules) {
            if (rule.matches(id)) {
                in = rule.keep();
            }
        }
        return in;
    }
}
