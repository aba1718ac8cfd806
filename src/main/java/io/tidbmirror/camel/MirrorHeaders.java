package io.tidbmirror.camel;

import io.tidbmirror.batch.PlannedFile;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.TableId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Headers that travel with the rows of a table from the source to the landing zone. */
final class MirrorHeaders {
    private MirrorHeaders() {}

    /** Makes a message stand for a file of a window. */
    static void describe(Message message, PlannedFile file) {
        message.setBody(file);
        message.setHeader(FabricLandingZoneConstants.FILE, file);
        name(message, file.plan().table());
    }

    /** Sets the headers that name a table. */
    static void name(Message message, TableId table) {
        message.setHeader(FabricLandingZoneConstants.SCHEMA, table.schema());
        message.setHeader(FabricLandingZoneConstants.TABLE, table.table());
        message.setHeader(FabricLandingZoneConstants.KEY, key(table));
    }

    /** The table that the headers name; the route of a user has to set them. */
    static TableId table(Message message) {
        return new TableId(
                required(message, FabricLandingZoneConstants.SCHEMA),
                required(message, FabricLandingZoneConstants.TABLE));
    }

    static String required(Message message, String header) {
        String text = message.getHeader(header, String.class);
        if (text == null || text.isEmpty()) {
            throw FatalException.configuration("rows as maps need header " + header
                    + "; set it in the route before rowMarker (routes/examples shows how)");
        }
        return text;
    }

    /** A row as a map from column name to value. */
    static Map<String, ?> row(@Nullable Object row, TableId table) {
        if (!(row instanceof Map<?, ?> map)) {
            throw FatalException.configuration(
                    "table " + table + ": each row must be a map from column name to value, not "
                            + (row == null ? "null" : row.getClass().getName())
                            + "; for the csv data format set useMaps");
        }
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named;
    }

    static @Nullable PlannedFile file(Message message) {
        return message.getHeader(FabricLandingZoneConstants.FILE, PlannedFile.class);
    }

    /** Different for different tables, which their names joined by a dot are not. */
    private static String key(TableId table) {
        return table.schema().length() + ":" + table.schema() + "." + table.table();
    }
}
