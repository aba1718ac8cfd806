package io.tidbmirror.kafka;

import io.tidbmirror.corpus.MessageVariant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Golden changefeeds with the same options in a topic of their own, with partitions, keys and order as captured. Their
 * databases differ in name, and one was executed after the other, so together they are a changefeed like any other.
 */
public record GoldenTopic(Broker broker, List<MessageVariant> variants, String name) {

    public static final int PARTITIONS = 3;

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A topic with all messages. */
    public static GoldenTopic produce(Broker broker, List<MessageVariant> variants) {
        GoldenTopic topic = create(broker, variants);
        topic.variants().forEach(variant -> topic.send(variant.messages()));
        return topic;
    }

    /** A topic without messages. */
    public static GoldenTopic create(Broker broker, List<MessageVariant> variants) {
        List<MessageVariant> inOrder = variants.stream()
                .sorted(Comparator.comparingLong(MessageVariant::watermark))
                .toList();
        MessageVariant first = inOrder.get(0);
        String name = first.scenario().architecture() + "-" + first.name() + "-" + COUNT.incrementAndGet();
        broker.create(name, PARTITIONS);
        return new GoldenTopic(broker, inOrder, name);
    }

    /** The last watermark that every partition has. */
    public long watermark() {
        return variants.get(variants.size() - 1).watermark();
    }

    public void send(List<MessageVariant.Message> messages) {
        messages.forEach(message -> broker.send(name, message.partition(), message.key(), message.value()));
        broker.flush();
    }

    /** The settings of a mirror that reads it, in a group of its own. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(variants.get(0).toProperties());
        settings.put("kafka.bootstrap-servers", broker.servers());
        settings.put("kafka.topics", name);
        settings.put("kafka.group", "mirror-of-" + name);
        return settings;
    }
}
