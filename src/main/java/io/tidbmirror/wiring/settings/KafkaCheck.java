package io.tidbmirror.wiring.settings;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.wiring.settings.KafkaSettings.RowDispatcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** What input {@code kafka} needs. */
final class KafkaCheck {
    private KafkaCheck() {}

    static void check(Settings settings) {
        KafkaSettings kafka = settings.kafka();
        require(KafkaSettings.BOOTSTRAP_SERVERS, kafka.bootstrapServers(), "broker-1:9092,broker-2:9092");
        require(KafkaSettings.TOPICS, kafka.topics(), "the topics of the changefeed's sink URI and dispatchers");
        if (kafka.topicsPattern()) {
            checkPattern(String.valueOf(kafka.topics()));
        } else {
            kafka.topicNames().forEach(KafkaCheck::checkTopic);
        }
        if (settings.mirror().format() != Format.CANAL_JSON) {
            throw MirrorSettings.FORMAT.refusal(
                    "csv", "TiCDC does not write it to Kafka: set the changefeed's protocol and this to canal-json");
        }
        if (kafka.claimCheckLocation() != null) {
            SafetyCheck.checkUrl(KafkaSettings.CLAIM_CHECK_LOCATION, kafka.claimCheckLocation());
        }
        checkDispatcher(kafka.dispatcher(), settings.mirror());
        if (settings.snapshot().location() != null) {
            throw FatalException.configuration("snapshot.location is set: not in this version for input kafka; land the"
                    + " export and the changefeed by a folder");
        }
        SafetyCheck.checkCanalJson(settings.mirror(), settings.feed());
    }

    private static void checkDispatcher(RowDispatcher dispatcher, MirrorSettings mirror) {
        if (mirror.mode() == Mode.POSITIONED && dispatcher != RowDispatcher.TABLE) {
            throw MirrorSettings.MODE.refusal(
                    "positioned",
                    "without a commit-ts nothing tells the order of rows in several partitions: give the changefeed's"
                            + " dispatchers partition = \"table\", or its sink URI enable-tidb-extension=true and set"
                            + " resolved");
        }
        if (dispatcher == RowDispatcher.TS) {
            throw KafkaSettings.DISPATCHER.refusal(
                    "ts",
                    "TiCDC sends the changes of one row to any partition then: give the changefeed's dispatchers"
                            + " partition = \"table\" or \"index-value\"");
        }
        if (mirror.shardCount() != 1 && dispatcher == RowDispatcher.TABLE) {
            throw MirrorSettings.SHARD_COUNT.refusal(
                    mirror.shardCount(), "the consumer group divides the partitions: leave it at 1");
        }
    }

    /** The rule of Kafka's own class {@code Topic}: the client would ask for any other name for ever. */
    private static void checkTopic(String name) {
        if (!name.matches("[A-Za-z0-9._-]{1,249}")) {
            throw KafkaSettings.TOPICS.refusal(
                    name,
                    "no name of a topic; is it a pattern? Then set " + KafkaSettings.TOPICS_PATTERN.name() + "=true");
        }
    }

    private static void checkPattern(String topics) {
        try {
            Pattern.compile(topics);
        } catch (PatternSyntaxException e) {
            throw KafkaSettings.TOPICS.refusal(
                    topics,
                    "not a regular expression (" + e.getDescription()
                            + "), which kafka.topics-pattern=true says it is");
        }
    }

    private static void require(Setting<?> setting, @Nullable String value, String example) {
        if (value == null || value.isBlank()) {
            throw setting.missing("name " + example + " (mirror.input=kafka needs it)");
        }
    }
}
