package io.tidbmirror.camel;

import io.tidbmirror.batch.PlannedFile;
import io.tidbmirror.change.TableId;
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

    static @Nullable PlannedFile file(Message message) {
        return message.getHeader(FabricLandingZoneConstants.FILE, PlannedFile.class);
    }

    /** Different for different tables, which their names joined by a dot are not. */
    private static String key(TableId table) {
        return table.schema().length() + ":" + table.schema() + "." + table.table();
    }
}
