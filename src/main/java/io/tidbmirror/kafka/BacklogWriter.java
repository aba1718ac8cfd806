package io.tidbmirror.kafka;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.feed.message.Backlog;
import io.tidbmirror.feed.message.ClaimCheck;
import io.tidbmirror.feed.message.Fetched;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Appends a batch of messages to the backlog, from which they land. */
public final class BacklogWriter implements Processor {
    /** Name under which routes find it. */
    public static final String BEAN = "kafkaBacklog";

    private final Backlog backlog;
    private final Unpacking unpacking;
    private final ClaimCheck claims;

    public BacklogWriter(Backlog backlog, Unpacking unpacking, ClaimCheck claims) {
        this.backlog = backlog;
        this.unpacking = unpacking;
        this.claims = claims;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        if (!(exchange.getMessage().getBody() instanceof List<?> batch)) {
            throw FatalException.configuration("kafkaBacklog takes batches of messages: the kafka endpoint needs"
                    + " batching=true and kafkaClientFactory=#kafkaClients, as routes/kafka.camel.yaml has them");
        }
        for (Object message : batch) {
            if (message instanceof Exchange one && one.getMessage().getBody() instanceof Fetched fetched) {
                append(fetched);
            }
        }
    }

    private void append(Fetched message) throws IOException {
        byte[] value;
        try {
            value = unpacking.unpack(message.value());
        } catch (IOException e) {
            backlog.refuse(
                    message,
                    "kafka.compression=" + unpacking.name().toLowerCase(Locale.ROOT) + " does not fit it: "
                            + e.getMessage());
            return;
        }
        backlog.append(claims.complete(message.with(value), unpacking::unpack));
    }
}
