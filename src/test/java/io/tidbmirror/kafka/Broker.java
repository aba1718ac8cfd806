package io.tidbmirror.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import kafka.testkit.KafkaClusterTestKit;
import kafka.testkit.TestKitNodes;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Exit;

/** A real broker in this JVM, started with the first test that asks for it and shared by all. */
public final class Broker {
    private static Broker shared;

    private final KafkaClusterTestKit cluster;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;

    private Broker(KafkaClusterTestKit cluster) {
        this.cluster = cluster;
        this.admin = Admin.create(Map.of("bootstrap.servers", servers()));
        Properties settings = new Properties();
        settings.put("bootstrap.servers", servers());
        settings.put("acks", "all");
        settings.put("linger.ms", "5");
        // order of what is sent to a topic that has just been made
        settings.put("enable.idempotence", "false");
        settings.put("max.in.flight.requests.per.connection", "1");
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public static synchronized Broker shared() {
        if (shared == null) {
            try {
                // the kit deletes its folders when the JVM ends, which a broker takes for a broken disk, and would halt
                // it
                Exit.setHaltProcedure((status, message) -> {});
                Exit.setExitProcedure((status, message) -> {});
                // the kit takes its folders from the system's folder of temporary files
                Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
                KafkaClusterTestKit cluster = new KafkaClusterTestKit.Builder(new TestKitNodes.Builder()
                                .setCombined(true)
                                .setNumBrokerNodes(1)
                                .setNumControllerNodes(1)
                                .build())
                        .setConfigProp("offsets.topic.num.partitions", "1")
                        .setConfigProp("offsets.topic.replication.factor", "1")
                        .setConfigProp("group.initial.rebalance.delay.ms", "0")
                        .setConfigProp("auto.create.topics.enable", "false")
                        .build();
                cluster.format();
                cluster.startup();
                cluster.waitForReadyBrokers();
                shared = new Broker(cluster);
                Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            } catch (Exception e) {
                throw new IllegalStateException("the broker does not start", e);
            }
        }
        return shared;
    }

    private void close() {
        try {
            producer.close();
            admin.close();
            cluster.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public String servers() {
        return cluster.bootstrapServers();
    }

    public void create(String topic, int partitions) {
        await(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all());
    }

    /** Deletes a topic and makes it again under its name, without messages. */
    public void makeAgain(String topic, int partitions) {
        await(admin.deleteTopics(List.of(topic)).all());
        create(topic, partitions);
    }

    /** Deletes the messages before an offset, as retention does. */
    public void expire(String topic, int partition, long offset) {
        await(admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                .all());
    }

    /** Sends a message; {@link #flush} waits until all of them are there. */
    public Future<RecordMetadata> send(String topic, int partition, byte[] key, byte[] value) {
        return producer.send(new ProducerRecord<>(topic, partition, key, value));
    }

    public void flush() {
        producer.flush();
    }

    /** Committed offsets of a group. */
    public Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        return await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    public Admin admin() {
        return admin;
    }

    public static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
