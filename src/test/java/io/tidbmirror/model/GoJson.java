package io.tidbmirror.model;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** JSON as Go's {@code encoding/json} prints it. */
final class GoJson {

    private static final String SHORT = "\b\f\n\r\t\"\\";
    private static final String LETTERS = "bfnrt\"\\";

    private GoJson() {}

    /** With an indent of four spaces. */
    static String indented(Object value) {
        return print(value, "\n", new StringBuilder()).toString();
    }

    static String compact(Object value) {
        return print(value, "", new StringBuilder()).toString();
    }

    /** {@code line}: a line feed and the indent of this level; empty for compact. */
    private static StringBuilder print(Object value, String line, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            printAll(map.entrySet().iterator(), '{', '}', line, out);
        } else if (value instanceof List<?> list) {
            printAll(list.iterator(), '[', ']', line, out);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            quote(entry.getKey().toString(), out).append(line.isEmpty() ? ":" : ": ");
            print(entry.getValue(), line, out);
        } else if (value instanceof String text) {
            quote(text, out);
        } else {
            out.append(value);
        }
        return out;
    }

    private static void printAll(Iterator<?> all, char open, char close, String line, StringBuilder out) {
        out.append(open);
        String inner = line.isEmpty() ? "" : line + "    ";
        boolean any = all.hasNext();
        while (all.hasNext()) {
            print(all.next(), inner, out.append(inner));
            out.append(all.hasNext() ? "," : "");
        }
        out.append(any ? line : "").append(close);
    }

    static StringBuilder quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int known = SHORT.indexOf(c);
            if (known >= 2) {
                out.append('\\').append(LETTERS.charAt(known));
            } else if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"');
    }
}
