package io.tidbmirror.wiring;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.feed.Coverage;
import io.tidbmirror.feed.FeedOptions;
import io.tidbmirror.feed.SourceProof;
import io.tidbmirror.feed.message.Backlog;
import io.tidbmirror.feed.message.ClaimCheck;
import io.tidbmirror.feed.message.Dispatcher;
import io.tidbmirror.feed.message.Holding;
import io.tidbmirror.feed.message.MessageFeed;
import io.tidbmirror.feed.message.Reading;
import io.tidbmirror.feed.message.Remembered;
import io.tidbmirror.feed.message.Statements;
import io.tidbmirror.kafka.BacklogClients;
import io.tidbmirror.kafka.BacklogWriter;
import io.tidbmirror.kafka.BrokerTopics;
import io.tidbmirror.kafka.ClientOptions;
import io.tidbmirror.kafka.LoneReader;
import io.tidbmirror.kafka.StatementReader;
import io.tidbmirror.kafka.Topics;
import io.tidbmirror.kafka.Unpacking;
import io.tidbmirror.kafka.WatermarkWatcher;
import io.tidbmirror.land.Head;
import io.tidbmirror.land.Lander;
import io.tidbmirror.wiring.monitor.BacklogMeters;
import io.tidbmirror.wiring.settings.KafkaSettings;
import io.tidbmirror.wiring.settings.KafkaSettings.MessageCompression;
import io.tidbmirror.wiring.settings.KafkaSettings.RowDispatcher;
import io.tidbmirror.wiring.settings.Location;
import io.tidbmirror.wiring.settings.MirrorSettings;
import io.tidbmirror.wiring.settings.Mode;
import io.tidbmirror.wiring.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of input {@code kafka}. */
final class KafkaParts {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaParts.class);

    /** No table is built again from messages. */
    static final SourceProof NO_SOURCE = new SourceProof(
            false,
            true,
            null,
            "messages are not kept once they are landed: mirror the table from a new changefeed into a new landing zone,"
                    + " or exclude it",
            OptionalLong.empty());

    private static final Duration NO_PAUSE = Duration.ofMillis(20);
    private static final Duration WATERMARKS_EVERY = Duration.ofSeconds(1);

    private final KafkaSettings kafka;
    private final ClientOptions options;
    private final Topics topics;
    private final BrokerTopics brokerTopics;
    private final String group;
    private final String purpose;
    private final Holding holding;
    private final ClaimCheck claims;
    private final Backlog backlog;
    private final boolean positioned;
    private final Statements statements;
    private final MessageFeed feed;

    KafkaParts(Settings settings, Coverage coverage, Supplier<Lander> lander) {
        MirrorSettings mirror = settings.mirror();
        this.kafka = settings.kafka();
        this.purpose = purpose(settings.properties(), mirror.shardCount());
        this.positioned = mirror.mode() == Mode.POSITIONED;
        this.group = mirror.shardCount() == 1 ? kafka.group() : kafka.group() + "-" + mirror.shardIndex();
        Location spill = kafka.spillFolder();
        this.holding = new Holding(kafka.memory(), spill == null ? null : spill.folder());
        this.options = options();
        this.topics = new Topics(kafka.topicNames(), kafka.topicsPattern());
        this.brokerTopics = new BrokerTopics(options, topics);
        FeedOptions tables = FeedReaders.options(settings);
        Location claimCheck = kafka.claimCheckLocation();
        this.claims = new ClaimCheck(
                claimCheck == null ? null : Stores.feed(KafkaSettings.CLAIM_CHECK_KEY, claimCheck, settings),
                tables::reports);
        this.backlog = new Backlog(holding, settings.feed().terminator(), tables::reports, positioned);
        this.statements = new Statements(positioned);
        this.feed = new MessageFeed(
                backlog,
                statements,
                tables,
                new Reading(dispatcher(kafka.dispatcher()), positioned, mirror.once()),
                coverage,
                () -> lander.get().heads().stream()
                        .map(head -> new Remembered(
                                head.table(), standing(head), head.progress().hint()))
                        .toList(),
                brokerTopics,
                new SteadyClock());
    }

    private static Dispatcher dispatcher(RowDispatcher configured) {
        return switch (configured) {
            case TABLE -> Dispatcher.TABLE;
            case INDEX_VALUE -> Dispatcher.INDEX_VALUE;
            case TS -> throw new IllegalArgumentException("refused where the configuration is checked");
        };
    }

    private static Unpacking unpacking(MessageCompression configured) {
        return switch (configured) {
            case NONE -> Unpacking.NONE;
            case SNAPPY -> Unpacking.SNAPPY;
            case LZ4 -> Unpacking.LZ4;
        };
    }

    private static Remembered.Standing standing(Head head) {
        if (head.isActive()) {
            return head.progress().isReleasedWithoutRows() ? Remembered.Standing.PASSED_BY : Remembered.Standing.ACTIVE;
        }
        return head.isOpen() || head.isDroppedByStatement()
                ? Remembered.Standing.CHANGING
                : Remembered.Standing.STOPPED;
    }

    /**
     * Which tables go where, as a short text: offsets of a group that were committed for others mean nothing here. Where there
     * are more or fewer shards than before, each has other tables than the group of its index had.
     */
    static String purpose(Map<String, String> keys, int shards) {
        CRC32C checksum = new CRC32C();
        for (String key : List.of("tables.include", "tables.exclude", "landing.zone", "landing.state", "mirror.mode")) {
            checksum.update((keys.getOrDefault(key, "") + "\n").getBytes(StandardCharsets.UTF_8));
        }
        checksum.update(shards);
        return Long.toHexString(checksum.getValue());
    }

    MessageFeed feed() {
        return feed;
    }

    /** Binds what the route names, and reads the statements as long as Camel runs. */
    void bind(CamelContext context) {
        holding.cleanUp();
        Unpacking unpacking = unpacking(kafka.compression());
        context.getRegistry()
                .bind(BacklogClients.BEAN, new BacklogClients(backlog, options, purpose, topics, new SteadyClock()));
        context.getRegistry().bind("backlogMeters", new BacklogMeters(holding));
        context.getRegistry().bind(BacklogWriter.BEAN, new BacklogWriter(backlog, unpacking, claims));
        try {
            context.addService(brokerTopics);
            StatementReader.Target target = new StatementReader.Target(backlog, statements);
            context.addService(new LoneReader(
                    "kafka-statements",
                    options,
                    feed,
                    NO_PAUSE,
                    client -> new StatementReader(client, topics, unpacking, target)::step));
            if (!positioned) {
                context.addService(new LoneReader(
                        "kafka-watermarks",
                        options,
                        feed,
                        WATERMARKS_EVERY,
                        client -> new WatermarkWatcher(client, backlog, unpacking)::look));
            }
        } catch (Exception e) {
            throw FatalException.start("Kafka cannot be read: " + e, e);
        }
    }

    private ClientOptions options() {
        Set<String> keys = kafka.client().keySet();
        for (String key : ClientOptions.unknown(keys)) {
            LOG.warn("kafka.{} is no setting of this version's Kafka client; it is passed on", key);
        }
        Set<String> fixed = ClientOptions.fixed(keys);
        if (!fixed.isEmpty()) {
            throw FatalException.configuration("kafka." + String.join(", kafka.", fixed)
                    + ": decided by the mirror, since rows could be lost otherwise; leave it out");
        }
        boolean divided = kafka.dispatcher() == RowDispatcher.TABLE;
        return new ClientOptions(Objects.requireNonNull(kafka.bootstrapServers()), group, divided, kafka.client());
    }
}
