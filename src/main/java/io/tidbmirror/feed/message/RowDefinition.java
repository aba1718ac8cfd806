package io.tidbmirror.feed.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.StatementCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * The definition of a table as far as one of its rows tells it, for tables whose CREATE statement is not in the topic. With
 * content-compatible the types are complete. Without it a DECIMAL has no scale and an ENUM or SET no labels: their values
 * are landed as text, as they stand in the message. Which columns are NOT NULL no row tells.
 */
final class RowDefinition {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_BIT = 64;

    private RowDefinition() {}

    /**
     * A {@code CREATE TABLE} statement.
     *
     * @param message a row with all columns
     */
    static String of(TableId table, byte[] message) {
        try {
            JsonNode row = JSON.readTree(message);
            JsonNode types = row.path("mysqlType");
            List<String> columns = new ArrayList<>();
            for (Iterator<String> names = row.path("data").path(0).fieldNames(); names.hasNext(); ) {
                String name = names.next();
                columns.add(StatementCatalog.quoted(name) + " "
                        + type(table, name, types.path(name).asText("")));
            }
            List<String> key = new ArrayList<>();
            row.path("pkNames").forEach(name -> key.add(StatementCatalog.quoted(name.asText())));
            return StatementCatalog.definition(table, String.join(",", columns), String.join(",", key));
        } catch (IOException e) {
            throw new PoisonException("table " + table + ": its first row is not JSON", e);
        }
    }

    private static String type(TableId table, String column, String mysqlType) {
        String type = mysqlType.strip();
        String word = type.toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            throw new PoisonException("table " + table + ": the message tells no type of column " + column
                    + " (mysqlType); is it from TiCDC?");
        }
        if (type.indexOf('\\') >= 0) {
            throw new PoisonException("table " + table + ": the labels of column " + column
                    + " hold a backslash, which the type in a message does not tell from a line break; keep the CREATE"
                    + " statement of the table in the topic, or exclude the table");
        }
        if (type.indexOf('(') >= 0) {
            return type;
        }
        return switch (word.split(" ", 2)[0]) {
            case "decimal", "enum", "set" -> "TEXT";
            case "bit" -> "BIT(" + LONGEST_BIT + ")";
            default -> type;
        };
    }
}
