package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.util.List;

/**
 * Which tables are mirrored, in TiDB's table-filter syntax: {@code db.*}, {@code !db.t}, {@code /regex/./regex/}, quotes and
 * back quotes around names. Of several rules the last that matches decides; case is ignored, as TiCDC does by default.
 */
public final class TableFilter {
    private final List<TableRule> included;
    private final List<TableRule> excluded;

    private TableFilter(List<TableRule> included, List<TableRule> excluded) {
        this.included = included;
        this.excluded = excluded;
    }

    /** Every table. */
    public static TableFilter all() {
        return of(List.of("*.*"), List.of());
    }

    /**
     * Tables that the first list takes in and the second does not.
     *
     * @throws IllegalArgumentException if a rule is malformed; the message shows it
     */
    public static TableFilter of(List<String> include, List<String> exclude) {
        return new TableFilter(
                include.stream().map(TableRule::parse).toList(),
                exclude.stream().map(TableRule::parse).toList());
    }

    public boolean accepts(TableId table) {
        return matches(included, table) && !matches(excluded, table);
    }

    private static boolean matches(List<TableRule> rules, TableId table) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            TableRule rule = rules.get(i);
            if (rule.matches(table)) {
                return !rule.negative();
            }
        }
        return false;
    }
}
