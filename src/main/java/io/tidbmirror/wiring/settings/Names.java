package io.tidbmirror.wiring.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Names of tables and columns in settings: plain, or in back-quotes (doubled inside) where they hold a separator. */
final class Names {
    private static final char QUOTE = '`';

    private Names() {}

    /** The names of a comma separated list. */
    static List<String> split(String text) {
        return split(text, ',').stream().map(String::strip).map(Names::unquote).toList();
    }

    /** The parts between separators that stand outside of back-quotes, as written. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == QUOTE;
            if (c == separator && !quoted) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a back-quote is not closed");
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** The name that a part stands for. */
    static String unquote(String part) {
        boolean quoted = part.length() >= 2 && part.charAt(0) == QUOTE && part.charAt(part.length() - 1) == QUOTE;
        String name = quoted ? part.substring(1, part.length() - 1).replace("``", "`") : part;
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an empty name");
        }
        return name;
    }

    static String join(List<String> names) {
        return names.stream().map(name -> "`" + name.replace("`", "``") + "`").collect(Collectors.joining(","));
    }
}
