package io.tidbmirror.wiring.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads table-filter rules one after another. */
final class RuleReader {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;

    private final String text;
    private int at;

    RuleReader(String text) {
        this.text = text;
        skipBlanks();
    }

    boolean more() {
        return at < text.length();
    }

    /** Adds the next rule, or those of the file that it names, and passes the comma behind it. */
    void addNext(List<TableFilter.Rule> rules) {
        if (take('@')) {
            addFile(rules);
        } else {
            rules.add(rule());
        }
        if (more() && !take(',')) {
            throw wrong("a comma between rules is missing");
        }
        skipBlanks();
    }

    private void addFile(List<TableFilter.Rule> rules) {
        int end = text.indexOf(',', at) < 0 ? text.length() : text.indexOf(',', at);
        Path file = Path.of(text.substring(at, end).strip());
        at = end;
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                    rules.add(onlyRule(file, line));
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the rules in " + file + " cannot be read: " + e, e);
        }
    }

    /** A line of a file is one rule, never another file. */
    private static TableFilter.Rule onlyRule(Path file, String line) {
        try {
            RuleReader reader = new RuleReader(line);
            TableFilter.Rule rule = reader.rule();
            if (reader.more()) {
                throw reader.wrong("a line holds more than one rule");
            }
            return rule;
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(file + ", \"" + line + "\": " + wrong.getMessage(), wrong);
        }
    }

    private TableFilter.Rule rule() {
        boolean exclude = take('!');
        skipBlanks();
        Pattern schema = name();
        if (!take('.')) {
            throw wrong("a dot between schema and table is missing");
        }
        Pattern table = name();
        skipBlanks();
        return new TableFilter.Rule(!exclude, schema, table);
    }

    private Pattern name() {
        if (!more()) {
            throw wrong("a name is missing");
        }
        return switch (text.charAt(at)) {
            case '`', '"' -> exact(text.charAt(at++));
            case '/' -> expression();
            default -> wildcard();
        };
    }

    private Pattern exact(char quote) {
        StringBuilder name = new StringBuilder();
        while (true) {
            if (!more()) {
                throw wrong("a quote is not closed");
            }
            char c = text.charAt(at++);
            if (c == quote && !take(quote)) {
                return compile("\\A" + Pattern.quote(name.toString()) + "\\z");
            }
            name.append(c);
        }
    }

    private Pattern expression() {
        StringBuilder expression = new StringBuilder();
        for (at++; more(); at++) {
            char c = text.charAt(at);
            if (c == '/') {
                at++;
                return compile(expression.toString());
            }
            expression.append(c);
            if (c == '\\' && at + 1 < text.length()) {
                expression.append(text.charAt(++at));
            }
        }
        throw wrong("a regular expression is not closed by /");
    }

    private Pattern wildcard() {
        StringBuilder expression = new StringBuilder("\\A");
        int start = at;
        for (; more() && !endsName(text.charAt(at)); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '*' -> expression.append(".*");
                case '?' -> expression.append('.');
                case '[' -> expression.append(characters());
                case '\\' -> expression.append(Pattern.quote(escaped()));
                default -> expression.append(Pattern.quote(String.valueOf(c)));
            }
        }
        if (at == start) {
            throw wrong("a name is missing");
        }
        return compile(expression + "\\z");
    }

    private static boolean endsName(char c) {
        return ".,!`\"/".indexOf(c) >= 0 || Character.isWhitespace(c);
    }

    /** The character behind a backslash; leaves the reader on it. */
    private String escaped() {
        if (++at == text.length()) {
            throw wrong("nothing follows the backslash");
        }
        return String.valueOf(text.charAt(at));
    }

    /** A class of characters, {@code [a-z]} or {@code [!a-z]}; leaves the reader on its last bracket. */
    private String characters() {
        int end = text.indexOf(']', at + 2);
        if (end < 0) {
            throw wrong("a bracket is not closed");
        }
        boolean negated = text.charAt(at + 1) == '!';
        String inside = text.substring(at + (negated ? 2 : 1), end);
        at = end;
        return (negated ? "[^" : "[") + inside.replaceAll("[\\[\\]\\\\^&]", "\\\\$0") + "]";
    }

    private Pattern compile(String expression) {
        try {
            return Pattern.compile(expression, FLAGS);
        } catch (PatternSyntaxException invalid) {
            throw wrong(invalid.getDescription());
        }
    }

    private boolean take(char wanted) {
        boolean there = more() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void skipBlanks() {
        while (more() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String reason) {
        return new IllegalArgumentException(
                reason + " (at character " + (at + 1) + "); write schema.table, such as shop.* or !shop.tmp_*");
    }
}
