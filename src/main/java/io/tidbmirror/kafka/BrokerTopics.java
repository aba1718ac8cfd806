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
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks the brokers which topics there are, by a client of its own, which ends with the Camel context. */
public final class BrokerTopics extends ServiceSupport implements TopicDescriptions {
    private static final int PATIENCE_MILLIS = 5_000;

    private final ClientOptions options;
    private final Topics topics;
    private @Nullable Admin client;

    /**
     * Of brokers.
     *
     * @param topics those to read
     */
    public BrokerTopics(ClientOptions options, Topics topics) {
        this.options = options;
        this.topics = topics;
    }

    @Override
    public boolean reads(String topic) {
        return topics.means(topic);
    }

    @Override
    public Map<String, Topic> of(Set<String> names) throws IOException {
        if (names.isEmpty()) {
            return Map.of();
        }
        try {
            return told(open().describeTopics(names, new DescribeTopicsOptions().timeoutMs(PATIENCE_MILLIS))
                    .topicNameValues());
        } catch (ExecutionException e) {
            throw unknown(names, e.getCause());
        } catch (KafkaException e) {
            throw unknown(names, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while the brokers were asked for topics");
        }
    }

    private static Map<String, Topic> told(Map<String, KafkaFuture<TopicDescription>> answers)
            throws ExecutionException, InterruptedException {
        Map<String, Topic> told = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
            try {
                told.put(answer.getKey(), topic(answer.getValue().get()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return told;
    }

    private static Topic topic(TopicDescription topic) {
        Uuid id = topic.topicId();
        return new Topic(
                id.equals(Uuid.ZERO_UUID) ? null : id.toString(),
                topic.partitions().size());
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
