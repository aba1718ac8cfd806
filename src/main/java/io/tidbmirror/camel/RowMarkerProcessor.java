package io.tidbmirror.camel;

import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.TableId;
import io.tidbmirror.mark.MarkedSource;
import io.tidbmirror.mark.Marker;
import io.tidbmirror.mark.OperationWords;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Marks rows as upserts and deletes: those of a changefeed file while they are read, those of a list of maps here, each by
 * its operation field.
 */
final class RowMarkerProcessor implements Processor {
    static final String BEAN = "rowMarker";

    private static final String OPERATION_FIELD = "op";

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        if (body instanceof ChangeSource rows) {
            message.setBody(new MarkedSource(rows));
        } else if (body instanceof List<?> rows) {
            markMaps(message, rows);
        } else {
            throw FatalException.configuration(
                    "rowMarker takes rows, of which the body has none: put it behind unmarshal");
        }
    }

    private static void markMaps(Message message, List<?> rows) {
        TableId table = MirrorHeaders.table(message);
        MirrorHeaders.name(message, table);
        String field = message.getHeader(FabricLandingZoneConstants.OPERATION_FIELD, OPERATION_FIELD, String.class);
        message.setBody(rows.stream()
                .map(row -> marked(MirrorHeaders.row(row, table), field, table))
                .toList());
    }

    private static Map<String, Object> marked(Map<String, ?> row, String field, TableId table) {
        Object word = row.get(field);
        Operation operation = word == null ? null : OperationWords.find(word.toString());
        if (operation == null) {
            throw FatalException.configuration("table " + table + ": field " + field
                    + " of a row does not tell an operation"
                    + " (I, U, D, or INSERT, UPDATE, DELETE); header " + FabricLandingZoneConstants.OPERATION_FIELD
                    + " names the field that does");
        }
        Map<String, Object> marked = new LinkedHashMap<>(row);
        marked.put(Marker.COLUMN, OperationWords.marker(operation));
        return marked;
    }
}
