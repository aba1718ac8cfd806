package io.tidbmirror.kafka;

import io.tidbmirror.feed.message.Backlog;
import java.time.Clock;
import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;

/** Gives camel-kafka the client that fills the backlog. */
@SuppressWarnings("rawtypes") // as camel-kafka declares it
public final class BacklogClients extends DefaultKafkaClientFactory {
    /** Name under which routes find it. */
    public static final String BEAN = "kafkaClients";

    private final Backlog backlog;
    private final ClientOptions options;
    private final String purpose;
    private final Topics topics;
    private final Clock clock;

    /**
     * Makes clients.
     *
     * @param purpose what the group's offsets are good for: these tables in this landing zone
     */
    public BacklogClients(Backlog backlog, ClientOptions options, String purpose, Topics topics, Clock clock) {
        this.backlog = backlog;
        this.options = options;
        this.purpose = purpose;
        this.topics = topics;
        this.clock = clock;
    }

    @Override
    public Consumer getConsumer(Properties settings) {
        LandedOffsets landed = new LandedOffsets(purpose, new RefusedCommits(clock));
        return new BacklogClient(options.over(settings), backlog, landed, topics);
    }
}
