package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One rule of a {@link TableFilter} (TiDB docs, "Table Filter"). */
record TableRule(boolean negative, Pattern schema, Pattern table) {
    static TableRule parse(String text) {
        String rule = text.strip();
        boolean negative = rule.startsWith("!");
        Reader reader = new Reader(text, negative ? rule.substring(1) : rule);
        Pattern schema = reader.pattern();
        reader.expectDot();
        Pattern table = reader.pattern();
        reader.expectEnd();
        return new TableRule(negative, schema, table);
    }

    boolean matches(TableId id) {
        return schema.matcher(id.schema()).matches()
                && table.matcher(id.table()).matches();
    }

    /** Turns the patterns of a rule into regular expressions, from left to right. */
    private static final class Reader {
        private final String shown;
        private final String rule;
        private int at;

        Reader(String shown, String rule) {
            this.shown = shown;
            this.rule = rule;
        }

        Pattern pattern() {
            if (at == rule.length()) {
                throw malformed("a name is missing");
            }
            return switch (rule.charAt(at)) {
                case '/' -> compile(".*(?:" + delimited('/') + ").*");
                case '"', '`' -> compile(Pattern.quote(delimited(rule.charAt(at))));
                default -> compile(wildcard());
            };
        }

        private Pattern compile(String regex) {
            try {
                return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
            } catch (PatternSyntaxException e) {
                throw malformed(e.getDescription());
            }
        }

        /** Text up to the closing delimiter, which stands doubled for itself in names and behind a backslash in a regex. */
        private String delimited(char delimiter) {
            StringBuilder text = new StringBuilder();
            for (at++; at < rule.length(); at++) {
                char c = rule.charAt(at);
                boolean more = at + 1 < rule.length();
                if (delimiter == '/' && c == '\\' && more) {
                    text.append(c).append(rule.charAt(++at));
                } else if (c != delimiter) {
                    text.append(c);
                } else if (delimiter != '/' && more && rule.charAt(at + 1) == delimiter) {
                    text.append(rule.charAt(++at));
                } else {
                    at++;
                    return text.toString();
                }
            }
            throw malformed("the closing " + delimiter + " is missing");
        }

        private String wildcard() {
            StringBuilder regex = new StringBuilder();
            int start = at;
            for (; at < rule.length() && rule.charAt(at) != '.'; at++) {
                switch (rule.charAt(at)) {
                    case '*' -> regex.append(".*");
                    case '?' -> regex.append('.');
                    case '[' -> regex.append(characterClass());
                    case '\\' -> regex.append(Pattern.quote(escaped()));
                    default -> regex.append(Pattern.quote(String.valueOf(rule.charAt(at))));
                }
            }
            if (at == start) {
                throw malformed("a name is missing");
            }
            return regex.toString();
        }

        private String escaped() {
            if (++at == rule.length()) {
                throw malformed("nothing follows the backslash");
            }
            return String.valueOf(rule.charAt(at));
        }

        private String characterClass() {
            int end = rule.indexOf(']', at);
            if (end < 0) {
                throw malformed("the closing ] is missing");
            }
            String content = rule.substring(at + 1, end);
            at = end;
            String escaped = content.replace("\\", "\\\\")
                    .replace("[", "\\[")
                    .replace("^", "\\^")
                    .replace("&", "\\&");
            return escaped.startsWith("!") ? "[^" + escaped.substring(1) + "]" : "[" + escaped + "]";
        }

        void expectDot() {
            if (at == rule.length() || rule.charAt(at) != '.') {
                throw malformed("a rule has the form schema.table");
            }
            at++;
        }

        void expectEnd() {
            if (at < rule.length()) {
                throw malformed("unexpected text from position " + (at + 1));
            }
        }

        private IllegalArgumentException malformed(String why) {
            return new IllegalArgumentException("table filter rule '" + shown + "': " + why);
        }
    }
}
