package io.tidbmirror.wiring.settings;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.LandAs;
import io.tidbmirror.change.TableId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which tables are mirrored, and under what names.
 *
 * @param include tables that are in
 * @param exclude tables that are out all the same
 * @param targets landing names where they differ, by source name
 * @param keyColumns names of the key columns where TiCDC does not tell them, by source name
 * @param columns landed types that are chosen, by source name and by name of the column in lower case
 */
public record TableSettings(
        Predicate<TableId> include,
        Predicate<TableId> exclude,
        Map<TableId, TableId> targets,
        Map<TableId, List<String>> keyColumns,
        Map<TableId, Map<String, LandAs>> columns) {
    static final Setting<TableFilter> INCLUDE = Setting.of(
            "tables.include",
            TableFilter.KIND,
            "*.*",
            "Tables to mirror, in TiDB's table-filter syntax: `shop.*`, `!shop.tmp_*`; the last match decides.");
    static final Setting<TableFilter> EXCLUDE =
            Setting.of("tables.exclude", TableFilter.KIND, "", "Tables to leave out of these, in the same syntax.");

    static final List<Setting<?>> ALL = List.of(INCLUDE, EXCLUDE);

    /** What a key of one table begins with. */
    static final String PREFIX = "tables.";

    static TableSettings of(Values values) {
        Map<TableId, TableId> targets = new HashMap<>();
        Map<TableId, List<String>> keyColumns = new HashMap<>();
        Map<TableId, Map<String, LandAs>> columns = new HashMap<>();
        values.texts().forEach((key, text) -> {
            TableKey tableKey = TableKey.parse(key);
            if (tableKey != null) {
                switch (tableKey.part()) {
                    case TARGET -> targets.put(tableKey.table(), tableKey.target(text));
                    case KEY_COLUMNS -> keyColumns.put(tableKey.table(), tableKey.keyColumns(text));
                    case AS ->
                        columns.computeIfAbsent(tableKey.table(), table -> new HashMap<>())
                                .put(tableKey.column().toLowerCase(Locale.ROOT), tableKey.landAs(text));
                }
            }
        });
        refuseSharedTargets(targets);
        return new TableSettings(
                values.get(INCLUDE),
                values.get(EXCLUDE),
                Map.copyOf(targets),
                Map.copyOf(keyColumns),
                Map.copyOf(columns));
    }

    /** Whether a table is to be mirrored. */
    public boolean selects(TableId table) {
        return include.test(table) && !exclude.test(table);
    }

    /** The name under which a table lands. */
    public TableId target(TableId table) {
        return targets.getOrDefault(table, table);
    }

    /** The configured key columns of a table; empty if there are none. */
    public List<String> keyColumns(TableId table) {
        return keyColumns.getOrDefault(table, List.of());
    }

    /** The landed types chosen for columns of a table, by name in lower case. */
    public Map<String, LandAs> landAs(TableId table) {
        return columns.getOrDefault(table, Map.of());
    }

    /** Names that differ in case only are one name, as in TiDB. */
    private static void refuseSharedTargets(Map<TableId, TableId> targets) {
        Map<TableId, TableId> sources = new HashMap<>();
        targets.forEach((source, target) -> {
            TableId lower = new TableId(
                    target.schema().toLowerCase(Locale.ROOT), target.table().toLowerCase(Locale.ROOT));
            TableId other = sources.put(lower, source);
            if (other != null) {
                throw FatalException.configuration("tables " + source + " and " + other + " have the same target "
                        + target + ": change the target key of one of them");
            }
        });
    }
}
