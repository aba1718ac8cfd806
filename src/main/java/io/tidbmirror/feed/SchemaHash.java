package io.tidbmirror.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The hash in a schema file's name (ticdc-storage.md section 4.4): CRC-32 of the table's names and of its columns in the order
 * of their names, as Go prints them as JSON with an indent of four spaces.
 */
final class SchemaHash {
    private static final Set<String> FIELDS =
            Set.of("Table", "Schema", "Version", "TableVersion", "Query", "Type", "TableColumns", "TableColumnsTotal");
    private static final String INDENT = "    ";

    /** What JSON does not bring back as it was: bytes that are no UTF-8, and what Go's versions write in two ways. */
    private static final String AMBIGUOUS = "\uFFFD\b\f";

    private final StringBuilder text = new StringBuilder();
    private boolean certain = true;

    private SchemaHash() {}

    /** The hash of a file's content; empty where its form is not known to the last byte. */
    static OptionalLong of(JsonNode file) {
        for (Map.Entry<String, JsonNode> field : file.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                return OptionalLong.empty();
            }
        }
        SchemaHash hash = new SchemaHash();
        hash.file(file);
        CRC32 crc = new CRC32();
        crc.update(hash.text.toString().getBytes(StandardCharsets.UTF_8));
        return hash.certain ? OptionalLong.of(crc.getValue()) : OptionalLong.empty();
    }

    private void file(JsonNode file) {
        List<JsonNode> columns = new ArrayList<>();
        file.path("TableColumns").forEach(columns::add);
        columns.sort(Comparator.comparing(
                column -> column.path("ColumnName").asText().getBytes(StandardCharsets.UTF_8),
                Arrays::compareUnsigned));
        text.append("{\n" + INDENT + "\"Table\": ");
        value(file.path("Table"), INDENT);
        text.append(",\n" + INDENT + "\"Schema\": ");
        value(file.path("Schema"), INDENT);
        text.append(",\n" + INDENT + "\"Version\": 0,\n" + INDENT + "\"TableColumns\": ");
        all(columns.iterator(), '[', ']', INDENT);
        text.append(",\n" + INDENT + "\"TableColumnsTotal\": ")
                .append(columns.size())
                .append("\n}");
    }

    private void value(JsonNode node, String indent) {
        if (node.isTextual()) {
            quoted(node.textValue());
        } else if (node.isArray()) {
            all(node.iterator(), '[', ']', indent);
        } else if (node.isObject()) {
            all(node.properties().iterator(), '{', '}', indent);
        } else {
            certain &= !node.isFloatingPointNumber();
            text.append(node);
        }
    }

    private void all(Iterator<?> items, char open, char close, String indent) {
        text.append(open);
        boolean any = items.hasNext();
        String inner = indent + INDENT;
        while (items.hasNext()) {
            text.append('\n').append(inner);
            Object item = items.next();
            if (item instanceof Map.Entry<?, ?> entry) {
                quoted(String.valueOf(entry.getKey()));
                text.append(": ");
                item = entry.getValue();
            }
            value((JsonNode) item, inner);
            text.append(items.hasNext() ? "," : "");
        }
        text.append(any ? "\n" + indent : "").append(close);
    }

    /** Go escapes what HTML or JavaScript could take for something else. */
    private void quoted(String value) {
        text.append('"');
        int plain = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (isSpecial(c)) {
                text.append(value, plain, i);
                special(c);
                plain = i + 1;
            }
        }
        text.append(value.substring(plain)).append('"');
    }

    private static boolean isSpecial(char c) {
        return switch (c) {
            case '"', '\\', '<', '>', '&', '\u2028', '\u2029', '\uFFFD' -> true;
            default -> c < ' ';
        };
    }

    private void special(char c) {
        certain &= AMBIGUOUS.indexOf(c) < 0;
        switch (c) {
            case '"', '\\' -> text.append('\\').append(c);
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\uFFFD' -> text.append(c);
            default -> escaped(c);
        }
    }

    private void escaped(char c) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(Character.forDigit((c >> shift) & 0xF, 16));
        }
    }
}
