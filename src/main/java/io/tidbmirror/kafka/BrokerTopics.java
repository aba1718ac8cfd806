package io.tidbmirror.kafka;

import io.tidbmirror.feed.message.TopicDescriptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Asks the brokers which topics there are, by a client of its own, which ends with the Camel context. */
public final class BrokerTopics extends ServiceSupport implements TopicDescriptions {
    private static final int PATIENCE_MILLIS = 5_000;

    private final ClientOptions options;
    private @Nullable Admin client;

    public BrokerTopics(ClientOptions options) {
        this.options = options;
    }

    @Override
    public Map<String, Topic> of(Set<String> topics) throws IOException {
        if (topics.isEmpty()) {
            return Map.of();
        }
        try {
            return told(open().describeTopics(topics, new DescribeTopicsOptions().timeoutMs(PATIENCE_MILLIS))
                    .allTopicNames()
                    .get());
        } catch (ExecutionException e) {
            throw unknown(topics, e.getCause());
        } catch (KafkaException e) {
            throw unknown(topics, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while the brokers were asked for topics");
        }
    }

    private static Map<String, Topic> told(Map<String, TopicDescription> topics) {
        Map<String, Topic> told = new HashMap<>();
        topics.forEach((name, topic) -> {
            Uuid id = topic.topicId();
            told.put(
                    name,
                    new Topic(
                            id.equals(Uuid.ZERO_UUID) ? null : id.toString(),
                            topic.partitions().size()));
        });
        return told;
    }

    private static IOException unknown(Set<String> topics, @Nullable Throwable cause) {
        return new IOException(
                "Kafka does not tell whether topics " + topics + " are those that were read: " + cause, cause);
    }

    private synchronized Admin open() {
        Admin open = client == null ? Admin.create(options.admin()) : client;
        client = open;
        return open;
    }

    @Override
    protected synchronized void doStop() {
        if (client != null) {
            client.close(Duration.ZERO);
            client = null;
        }
    }
}
