package io.tidbmirror.wiring.settings;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TableId;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key of one table: {@code tables.<schema>.<table>.target} or {@code .key-columns}. A name that holds a dot stands in
 * back-quotes.
 *
 * @param key as written
 * @param table the table it is about
 * @param part what it sets
 */
record TableKey(String key, TableId table, Part part) {
    /** What can be set for one table. */
    enum Part {
        TARGET(".target"),
        KEY_COLUMNS(".key-columns");

        private final String suffix;

        Part(String suffix) {
            this.suffix = suffix;
        }

        String suffix() {
            return suffix;
        }
    }

    /** The parts of a key, or null if it has not that form. */
    static @Nullable TableKey parse(String key) {
        for (Part part : Part.values()) {
            int end = key.length() - part.suffix().length();
            if (key.startsWith(TableSettings.PREFIX)
                    && key.endsWith(part.suffix())
                    && end > TableSettings.PREFIX.length()) {
                return new TableKey(key, table(key, key.substring(TableSettings.PREFIX.length(), end)), part);
            }
        }
        return null;
    }

    /** The target a text names: {@code schema.table}, or a table of the same schema. */
    TableId target(String text) {
        try {
            List<String> names = Names.split(text.strip(), '.');
            return switch (names.size()) {
                case 1 -> new TableId(table.schema(), Names.unquote(names.get(0)));
                case 2 -> new TableId(Names.unquote(names.get(0)), Names.unquote(names.get(1)));
                default -> throw new IllegalArgumentException("more than one dot: put names with dots in back-quotes");
            };
        } catch (IllegalArgumentException wrong) {
            throw FatalException.configuration(key + "=" + text + ": " + wrong.getMessage());
        }
    }

    /** The columns a text names. */
    List<String> keyColumns(String text) {
        try {
            List<String> columns = Names.split(text);
            if (new HashSet<>(columns).size() < columns.size()) {
                throw new IllegalArgumentException("a column is named twice");
            }
            return columns;
        } catch (IllegalArgumentException wrong) {
            throw FatalException.configuration(key + "=" + text + ": " + wrong.getMessage());
        }
    }

    private static TableId table(String key, String text) {
        try {
            List<String> names = Names.split(text, '.');
            if (names.size() != 2) {
                throw new IllegalArgumentException("not tables.<schema>.<table>.…: put names with dots in back-quotes");
            }
            return new TableId(Names.unquote(names.get(0)), Names.unquote(names.get(1)));
        } catch (IllegalArgumentException wrong) {
            throw FatalException.configuration(key + ": " + wrong.getMessage());
        }
    }
}
