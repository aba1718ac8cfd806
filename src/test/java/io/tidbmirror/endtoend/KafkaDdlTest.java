package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.CommandRun;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.MessageVariant;
import io.tidbmirror.corpus.MessageVariant.Message;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.kafka.Broker;
import io.tidbmirror.kafka.GoldenTopic;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories full of DDL in a topic: what is landed is what TiDB held at the end, and the rest is stopped with the reason. */
class KafkaDdlTest {
    private static final List<String> SCENARIOS = List.of("ddl", "random_schema");

    private static final int STEPS = 4;

    @TempDir
    Path folder;

    static Stream<MessageVariant> changefeeds() {
        return GoldenCorpus.ARCHITECTURES.stream()
                .flatMap(a -> SCENARIOS.stream().map(s -> GoldenCorpus.open().scenario(a, s)))
                .map(scenario -> scenario.messages("kafka-canal-ext"));
    }

    @ParameterizedTest
    @MethodSource("changefeeds")
    void theFilesFoldToWhatTidbHeldAtTheEnd(MessageVariant variant) throws Exception {
        GoldenTopic topic = GoldenTopic.produce(Broker.shared(), List.of(variant));

        landed(topic).isEmpty();
    }

    static Stream<MessageVariant> someChangefeeds() {
        return Stream.of(
                GoldenCorpus.open().scenario("classic", "ddl").messages("kafka-canal-ext"),
                GoldenCorpus.open().scenario("new", "random_schema").messages("kafka-canal-ext"));
    }

    @ParameterizedTest
    @MethodSource("someChangefeeds")
    void aTopicThatGrowsThroughTheStatementsEndsThereToo(MessageVariant variant) throws Exception {
        GoldenTopic topic = GoldenTopic.create(Broker.shared(), List.of(variant));
        List<Message> messages = variant.messages();
        for (int step = 1; step <= STEPS; step++) {
            topic.send(messages.subList(messages.size() * (step - 1) / STEPS, messages.size() * step / STEPS));
            if (step < STEPS) {
                mirror(topic).run();
            }
        }

        landed(topic).isEmpty();
    }

    private Mirror mirror(GoldenTopic topic) {
        return new Mirror(folder, topic.settings()).with("landing.zero-date", "text");
    }

    /** What differs, where tables may be stopped by a statement that needs the rows before it. */
    private ListAssert<String> landed(GoldenTopic topic) throws Exception {
        Mirror mirror = mirror(topic);
        CommandRun run = mirror.run();
        Set<Name> stopped = new TreeSet<>();
        mirror.status().forEach((name, line) -> {
            if (line.path("reason").asText().contains("rows up to that version are landed")) {
                stopped.add(name);
            }
        });
        return assertThat(DdlJudge.differences(mirror, topic.variants().get(0).scenario(), stopped::contains))
                .as(run.toString());
    }
}
