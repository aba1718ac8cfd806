package io.tidbmirror.wiring.settings;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.LandAs;
import io.tidbmirror.change.TableId;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A key of one table: {@code tables.<schema>.<table>.target}, {@code .key-columns} or {@code .columns.<column>.as}. A name
 * that holds a dot stands in back-quotes.
 *
 * @param key as written
 * @param table the table it is about
 * @param part what it sets
 * @param column the column it is about; empty if it is about the whole table
 */
record TableKey(String key, TableId table, Part part, String column) {
    private static final Kind<LandAs> LAND_AS = Kind.choice(LandAs.class);

    /** What can be set for one table. */
    enum Part {
        TARGET(".target"),
        KEY_COLUMNS(".key-columns"),
        AS(".as");

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
                return parse(key, key.substring(TableSettings.PREFIX.length(), end), part);
            }
        }
        return null;
    }

    /** The target a text names: {@code schema.table}, or a table of the same schema. */
    TableId target(String text) {
        return read(text, this::targetOf);
    }

    /** The columns a text names. */
    List<String> keyColumns(String text) {
        return read(text, TableKey::distinctNames);
    }

    /** The landed type that a text names. */
    LandAs landAs(String text) {
        return read(text, LAND_AS::read);
    }

    private <T> T read(String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw FatalException.configuration(key + "=" + text + ": " + wrong.getMessage());
        }
    }

    private TableId targetOf(String text) {
        List<String> names = Names.split(text.strip(), '.');
        return switch (names.size()) {
            case 1 -> new TableId(table.schema(), Names.unquote(names.get(0)));
            case 2 -> new TableId(Names.unquote(names.get(0)), Names.unquote(names.get(1)));
            default -> throw new IllegalArgumentException("more than one dot: put names with dots in back-quotes");
        };
    }

    private static List<String> distinctNames(String text) {
        List<String> names = Names.split(text);
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("a column is named twice");
        }
        return names;
    }

    private static TableKey parse(String key, String text, Part part) {
        try {
            List<String> names = Names.split(text, '.');
            boolean column = part == Part.AS;
            if (names.size() != (column ? 4 : 2) || (column && !names.get(2).equals("columns"))) {
                throw new IllegalArgumentException("not tables.<schema>.<table>" + (column ? ".columns.<column>" : "")
                        + part.suffix() + ": put names with dots in back-quotes");
            }
            TableId table = new TableId(Names.unquote(names.get(0)), Names.unquote(names.get(1)));
            return new TableKey(key, table, part, column ? Names.unquote(names.get(3)) : "");
        } catch (IllegalArgumentException wrong) {
            throw FatalException.configuration(key + ": " + wrong.getMessage());
        }
    }
}
