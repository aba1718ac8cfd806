package io.tidbmirror.feed;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.PoisonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads schema files strictly: whatever is not as TiCDC writes it is refused with a message that names the file. */
final class SchemaFileParser {
    /** The largest schema file that is read; TiDB allows 4 096 columns and statements of some megabytes. */
    static final int MAX_BYTES = 16 << 20;

    private static final int MAX_COLUMNS = 4096;
    private static final String UNSPECIFIED = "UNSPECIFIED";
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final String path;

    private SchemaFileParser(String path) {
        this.path = path;
    }

    /**
     * Parses the content of a schema file.
     *
     * @param path for messages
     * @param place what its name says
     * @throws PoisonException if it is not the schema file of that name
     */
    static SchemaFile parse(String path, FeedPath.Schema place, byte[] content) {
        SchemaFileParser parser = new SchemaFileParser(path);
        JsonNode root = parser.tree(content);
        SchemaFile file = parser.file(place.version(), root);
        OptionalLong hash = SchemaHash.of(root);
        if (hash.isPresent() && hash.getAsLong() != place.hash()) {
            throw parser.refused("its name has the hash " + place.hash() + " and its content " + hash.getAsLong()
                    + ": names or columns were changed, or are damaged");
        }
        return file;
    }

    private SchemaFile file(long version, JsonNode root) {
        JsonNode tableVersion = root.path("TableVersion");
        if (!tableVersion.canConvertToLong() || tableVersion.longValue() != version) {
            throw refused("TableVersion is " + tableVersion + ", its name says " + version);
        }
        JsonNode columns = root.path("TableColumns");
        JsonNode total = root.path("TableColumnsTotal");
        if (!columns.isNull() && !columns.isMissingNode() && !columns.isArray()) {
            throw refused("TableColumns is not a list");
        }
        if (columns.size() > MAX_COLUMNS || (!total.isMissingNode() && total.asInt(-1) != columns.size())) {
            throw refused("TableColumnsTotal is " + total + ", columns listed: " + columns.size());
        }
        boolean view = columns.findValuesAsText("ColumnType").contains(UNSPECIFIED);
        return new SchemaFile(
                path,
                text(root, "Schema", true),
                text(root, "Table", true),
                version,
                root.path("Type").asInt(0),
                text(root, "Query", false),
                view ? List.of() : columns(columns),
                view);
    }

    private JsonNode tree(byte[] content) {
        if (content.length > MAX_BYTES) {
            throw refused("it has " + content.length + " bytes, at most " + MAX_BYTES + " are read");
        }
        try {
            JsonNode root = JSON.readTree(content);
            if (!root.isObject()) {
                throw refused("it is not a JSON object");
            }
            return root;
        } catch (IOException e) {
            throw new PoisonException(message("it is not JSON of TiCDC"), e);
        }
    }

    private List<SchemaColumn> columns(JsonNode nodes) {
        List<SchemaColumn> columns = new ArrayList<>(nodes.size());
        Set<String> names = new HashSet<>();
        for (JsonNode node : nodes) {
            SchemaColumn column = column(node);
            if (!names.add(ColumnNames.key(column.name()))) {
                throw refused("column " + column.name() + " is listed twice");
            }
            columns.add(column);
        }
        return columns;
    }

    private SchemaColumn column(JsonNode node) {
        String name = text(node, "ColumnName", true);
        boolean nullable = !text(node, "ColumnNullable", false).equals("false");
        boolean primaryKey = text(node, "ColumnIsPk", false).equals("true");
        ColumnType type = type(name, node);
        return new SchemaColumn(name, type, nullable, primaryKey, defaultText(type, node.path("ColumnDefault")));
    }

    /** The default of BIT is raw bytes, most significant first, which may stand as a number. */
    private static @Nullable String defaultText(ColumnType type, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        boolean number = type.name() == MySqlType.BIT && value.isIntegralNumber();
        return number ? new String(value.bigIntegerValue().toByteArray(), StandardCharsets.UTF_8) : value.asText();
    }

    private ColumnType type(String column, JsonNode node) {
        String text = text(node, "ColumnType", true);
        MySqlType name = ColumnTypeNames.find(text);
        if (name == null) {
            throw refused("column " + column + " has the unknown type " + text);
        }
        List<String> labels = new ArrayList<>();
        for (JsonNode label : node.path("ColumnElems")) {
            labels.add(label.asText());
        }
        int precision = number(column, node, "ColumnPrecision");
        return new ColumnType(
                name,
                ColumnTypeNames.isUnsigned(text) || name == MySqlType.BIT || name == MySqlType.YEAR,
                ColumnTypeNames.hasPrecision(name) ? precision : 0,
                number(column, node, "ColumnScale"),
                labels);
    }

    /** A number that TiCDC writes as a string; lengths above {@code int} (LONGTEXT) are cut. */
    private int number(String column, JsonNode node, String field) {
        String text = text(node, field, false);
        if (text.isEmpty()) {
            return 0;
        }
        long value = Decimal.parse(text, 0, text.length());
        if (value < 0) {
            throw refused(field + " of column " + column + " is " + text);
        }
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    private String text(JsonNode node, String field, boolean required) {
        JsonNode value = node.path(field);
        if (value.isTextual()) {
            return value.textValue();
        }
        if (required || !value.isMissingNode()) {
            throw refused(field + " is not a string");
        }
        return "";
    }

    private PoisonException refused(String why) {
        return new PoisonException(message(why));
    }

    private String message(String why) {
        return "schema file " + path + " cannot be used: " + why
                + "; restore the file as TiCDC wrote it, or exclude the table";
    }
}
