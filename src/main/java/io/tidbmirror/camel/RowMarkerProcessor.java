package io.tidbmirror.camel;

import io.tidbmirror.change.ChangeSource;
import io.tidbmirror.mark.MarkedSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Marks rows as upserts and deletes while they are read. */
final class RowMarkerProcessor implements Processor {
    static final String BEAN = "rowMarker";

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        if (message.getBody() instanceof ChangeSource rows) {
            message.setBody(new MarkedSource(rows));
        } else {
            throw new IllegalArgumentException("rowMarker takes rows: put it behind unmarshal");
        }
    }
}
