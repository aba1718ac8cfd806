package io.tidbmirror.decode;

import io.tidbmirror.change.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Messages of canal-json with drawn values: as TiCDC writes them (tiflow canal_json_row_event_encoder.go), or with
 * oddities, which JSON allows or not.
 */
final class DrawnMessages {
    /** The first is the key; some begin alike, some are written with escapes. */
    static final List<String> COLUMNS =
            List.of("id", "v", "a", "attribute_of_it_1", "attribute_of_it_2", "a<b>&", "日本", "q\"uo\\te", "d");

    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "12345678",
            "say \"hi\"",
            "C:\\dir\\",
            "\\\"",
            "\\\\\\",
            "one\r\ntwo\tthree",
            "\u0000\u0001\u001f\u007f",
            "<a href='x'>&amp;</a>",
            "Grüße, 日本語 😀",
            "\u2028\u2029\uFFFD\uD7FF\uE000",
            "null",
            "},\"old\":null,\"data\":[{\"id\":\"1\"}]",
            "{\"color\": \"white\", \"tags\": [\"x\", \"y\"]}",
            "0123456789".repeat(9));
    private static final int LEVELS = 18;
    private static final long FIRST_TS = 470612650486661120L;

    private final Random random;
    private final int oddity;
    private final int error;
    private long commitTs = FIRST_TS;

    /**
     * @param oddity one of this many choices is odd, but right; 0 if none is
     * @param error one of this many choices is wrong; 0 if none is
     */
    DrawnMessages(Random random, int oddity, int error) {
        this.random = random;
        this.oddity = oddity;
        this.error = error;
    }

    /**
     * A message.
     *
     * @param old null for what has none
     */
    record Drawn(
            Operation operation,
            long commitTs,
            List<@Nullable String> data,
            @Nullable List<@Nullable String> old) {}

    Drawn draw() {
        commitTs += random.nextInt(3);
        Operation operation = Operation.values()[random.nextInt(3)];
        List<@Nullable String> data = row();
        List<@Nullable String> old = null;
        if (operation == Operation.UPDATE) {
            old = row();
            old.set(0, random.nextInt(3) == 0 ? old.get(0) : data.get(0));
        }
        return new Drawn(operation, commitTs, data, old);
    }

    private List<@Nullable String> row() {
        List<@Nullable String> row = new ArrayList<>();
        row.add(text());
        while (row.size() < COLUMNS.size()) {
            row.add(random.nextInt(4) == 0 ? null : text());
        }
        return row;
    }

    private String text() {
        StringBuilder text = new StringBuilder(TEXTS.get(random.nextInt(TEXTS.size())));
        for (int i = random.nextInt(8); i > 0; i--) {
            text.insert(random.nextInt(text.length() + 1), (char) (' ' + random.nextInt(95)));
        }
        return text.codePoints().allMatch(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                ? text.toString()
                : "torn";
    }

    /** The JSON text of a message. */
    String write(Drawn drawn) {
        List<String> members = new ArrayList<>();
        add(members, "id", () -> odd() ? nested(2) : "0");
        add(members, "database", () -> string("s"));
        add(members, "table", () -> string(wrong() ? "other" : "t"));
        add(members, "pkNames", () -> odd() ? nested(2) : "[" + string("id") + "]");
        add(members, "isDdl", () -> odd() ? nested(2) : "false");
        add(members, "type", () -> string(wrong() ? "CREATE" : drawn.operation.name()));
        add(members, "es", () -> odd() ? nested(2) : Long.toString(drawn.commitTs >> 18));
        add(members, "ts", () -> odd() ? nested(2) : Long.toString(drawn.commitTs >> 17));
        add(members, "sql", () -> odd() ? nested(2) : string(""));
        add(members, "sqlType", () -> odd() ? one("1", "12", "125", nested(2)) : types(false));
        add(members, "mysqlType", () -> odd() ? nested(2) : types(true));
        add(members, "old", () -> drawn.old == null ? "null" : rows(drawn.old));
        add(members, "data", () -> rows(drawn.data));
        add(members, "_tidb", () -> extension(drawn.commitTs));
        if (odd()) {
            members.add(member("unknown", nested(2)));
        }
        if (odd()) {
            Collections.shuffle(members, random);
        }
        return gap() + object(members) + (wrong() ? one(" ", "\r", "x", "{}") : "");
    }

    private void add(List<String> members, String key, Supplier<String> value) {
        if (wrong()) {
            return;
        }
        members.add(member(key, wrong() ? nested(2) : value.get()));
        if (wrong()) {
            members.add(member(key, value.get()));
        }
    }

    private String extension(long ts) {
        List<String> members = new ArrayList<>();
        String number = wrong()
                ? one("-1", "1.0", "1e3", "01", "null", "9223372036854775808", "9223372036854775807")
                : Long.toString(ts);
        add(members, "commitTs", () -> number);
        if (odd()) {
            members.add(member("tableId", nested(3)));
        }
        if (wrong()) {
            members.add(member("onlyHandleKey", "true"));
        }
        return object(members);
    }

    private String types(boolean mysql) {
        List<String> members = new ArrayList<>();
        for (String column : COLUMNS) {
            int length = odd() ? 1 + random.nextInt(255) : 255;
            add(members, column, () -> mysql ? string("varchar(" + length + ")") : Integer.toString(length));
        }
        if (mysql) {
            Collections.shuffle(members, random);
        }
        return object(members);
    }

    private String rows(List<@Nullable String> values) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            String value = values.get(i);
            add(members, COLUMNS.get(i), () -> value == null ? "null" : string(value));
        }
        if (wrong()) {
            members.add(member("unknown", nested(3)));
        }
        if (odd()) {
            Collections.shuffle(members, random);
        }
        String row = object(members);
        return "[" + gap() + row + gap() + (wrong() ? "," + nested(2) : "") + "]";
    }

    private String member(String key, String value) {
        return gap() + string(key) + gap() + ":" + gap() + value + gap();
    }

    private static String object(List<String> members) {
        return "{" + String.join(",", members) + "}";
    }

    /** A value of any kind. */
    private String nested(int level) {
        int kind = random.nextInt(12);
        if (level < LEVELS && kind < 4) {
            int levels = odd() ? 1 + random.nextInt(LEVELS - level) : 1;
            String inner = kind == 0 ? "" : gap() + nested(level + levels);
            return "[".repeat(levels) + inner + "]".repeat(levels);
        }
        if (level < LEVELS && kind < 8) {
            return object(
                    kind == 4 ? List.of() : List.of(member(text(), nested(level + 1)), member("k", nested(level + 1))));
        }
        if (wrong()) {
            return one("1.", "-", "+1", ".5", "007", "nul", "", "truefalse");
        }
        return kind < 10 ? string(text()) : one("0", "-0.5e+7", "true", "false", "null", "12E3", "-0");
    }

    private String gap() {
        return wrong() && random.nextInt(30) == 0 ? "\n" : odd() ? one(" ", "\t", "  \t ") : "";
    }

    private boolean odd() {
        return oddity > 0 && random.nextInt(oddity) == 0;
    }

    private boolean wrong() {
        return error > 0 && random.nextInt(error) == 0;
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String string(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String simple = simple(c);
            boolean unicode = c < ' ' || "<>&\u2028\u2029".indexOf(c) >= 0;
            if (odd()) {
                json.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) c));
            } else if (simple.isEmpty()) {
                json.append(unicode ? String.format("\\u%04x", (int) c) : Character.toString(c));
            } else {
                json.append(simple);
            }
        }
        if (wrong() && random.nextInt(5) == 0) {
            json.append(one("\\ud83d", "\\ude00\\ud83d", "\\/", "\\b\\f", "\\x", "\\u12g4", "\\u12", "\u0001", "\\"));
        }
        return json.append('"').toString();
    }

    private static String simple(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "";
        };
    }
}
