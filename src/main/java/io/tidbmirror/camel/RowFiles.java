package io.tidbmirror.camel;

import io.tidbmirror.batch.RowFile;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.decode.MappedRows;
import io.tidbmirror.feed.TableDefinition;
import io.tidbmirror.mark.MarkedSource;
import io.tidbmirror.mark.Marker;
import io.tidbmirror.mark.OperationWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages whose body is a list of maps: all rows of one file, marked. Remembers the order of the files of a table, so
 * that none is landed before the one ahead of it. Thread safe.
 */
final class RowFiles {
    private final Map<TableId, Seen> last = new ConcurrentHashMap<>();
    private final Map<Definition, TableSchema> schemas = new ConcurrentHashMap<>();

    /** A file, and the one before it. */
    private record Seen(String place, @Nullable String before) {
        /** What is seen once a file has come; one that comes again waits for what it waited for, not for itself. */
        static Seen of(@Nullable Seen last, String place) {
            if (last == null) {
                return new Seen(place, null);
            }
            return last.place.equals(place) ? last : new Seen(place, last.place);
        }
    }

    private record Definition(TableId table, String statement, ZeroDate zeroDate) {}

    RowFile read(Exchange exchange) {
        Message message = exchange.getMessage();
        TableId table = MirrorHeaders.table(message);
        String place = MirrorHeaders.required(message, FabricLandingZoneConstants.PLACE);
        Definition definition = new Definition(
                table,
                MirrorHeaders.required(message, FabricLandingZoneConstants.DEFINITION),
                EdgeLookup.zeroDate(exchange.getContext()));
        TableSchema schema = schemas.computeIfAbsent(
                definition, key -> TableDefinition.read(key.table(), key.statement(), key.zeroDate()));
        List<Map<String, ?>> rows = maps(message.getBody(), table);
        List<Operation> operations =
                rows.stream().map(row -> operation(row, table, place)).toList();
        MarkedSource marked = new MarkedSource(new MappedRows(place, schema, rows, operations, definition.zeroDate()));
        Seen seen = last.compute(table, (key, before) -> Seen.of(before, place));
        return new RowFile(marked, place, seen.before());
    }

    private static List<Map<String, ?>> maps(Object body, TableId table) {
        List<Map<String, ?>> rows = new ArrayList<>();
        if (body instanceof List<?> list) {
            for (Object row : list) {
                rows.add(MirrorHeaders.row(row, table));
            }
            return rows;
        }
        throw FatalException.configuration("table " + table
                + ": rows that do not come from feedPoller must be a list of maps, but the body is "
                + (body == null ? "empty" : "a " + body.getClass().getName()));
    }

    private static Operation operation(Map<String, ?> row, TableId table, String place) {
        Operation operation =
                row.get(Marker.COLUMN) instanceof Number marker ? OperationWords.ofMarker(marker.intValue()) : null;
        if (operation == null) {
            throw FatalException.configuration("table " + table + ": a row of " + place + " has no " + Marker.COLUMN
                    + " of "
                    + Marker.UPSERT + " or " + Marker.DELETE + ", so nothing of the file was landed; the route needs"
                    + " 'process: {ref: rowMarker}' before the aggregate");
        }
        return operation;
    }
}
