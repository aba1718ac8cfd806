package io.tidbmirror.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.MessageVariant;
import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.kafka.Broker;
import io.tidbmirror.kafka.GoldenTopic;
import io.tidbmirror.land.Head;
import io.tidbmirror.land.Lander;
import io.tidbmirror.oracle.ChangeLogs;
import io.tidbmirror.wiring.LanderOpener;
import io.tidbmirror.wiring.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offsets that a group committed for other tables, or another landing zone, do not make rows go missing. */
class KafkaOffsetsTest {
    @TempDir
    Path folder;

    private final MessageVariant variant =
            GoldenCorpus.open().scenario("new", "random_mixed").messages("kafka-canal-ext");
    private final GoldenTopic topic = GoldenTopic.produce(Broker.shared(), List.of(variant));

    @Test
    void aTableThatIsSelectedLaterIsLandedFromTheTopicsBeginning() throws Exception {
        MirroredTopic mirrored = new MirroredTopic(folder, variant);
        Name first =
                ChangeLogs.of(variant.scenario(), false).keySet().iterator().next();

        run(mirrored, Map.of("tables.include", first.schema() + "." + first.table()));
        assertThat(mirrored.differences()).isNotEmpty();
        run(mirrored, Map.of());

        assertThat(mirrored.differences()).isEmpty();
    }

    @Test
    void anotherLandingZoneOfTheSameGroupHasAllRowsHoweverTopicsAreNamed() throws Exception {
        String more = topic.name() + "-more";
        topic.broker().create(more, 1);
        topic.broker().send(more, 0, new byte[0], watermark(variant.watermark()));
        MirroredTopic one = new MirroredTopic(folder.resolve("one"), variant);
        MirroredTopic other = new MirroredTopic(folder.resolve("other"), variant);

        run(one, Map.of("kafka.topics", topic.name() + " , " + more));
        run(other, Map.of("kafka.topics", topic.name() + "(-more)?", "kafka.topics-pattern", "true"));

        assertThat(one.differences()).isEmpty();
        assertThat(other.differences()).isEmpty();
    }

    @Test
    void aTopicThatWasMadeAgainStopsItsTablesUntilTheyAreRemovedAndReleased() throws Exception {
        MirroredTopic mirrored = new MirroredTopic(folder, variant);
        run(mirrored, Map.of());
        topic.broker().makeAgain(topic.name(), GoldenTopic.PARTITIONS);
        topic.send(variant.messages()); // as many as there were
        topic.send(variant.messages());
        run(mirrored, Map.of());

        Settings settings = Settings.parse(mirrored.settings(topic.settings()));
        assertThat(LanderOpener.heads(settings))
                .filteredOn(head -> head.seq() > 0)
                .isNotEmpty()
                .allSatisfy(
                        head -> assertThat(head.standing().reason()).contains("topic " + topic.name(), "made again"));
        Lander lander = LanderOpener.open(settings);
        for (Head head : LanderOpener.heads(settings)) {
            lander.remove(head.table());
            lander.release(head.table());
        }
        assertThat(mirrored.differences()).isNotEmpty();
        run(mirrored, Map.of());

        assertThat(mirrored.differences()).isEmpty();
    }

    private static byte[] watermark(long ts) {
        return ("{\"database\":\"\",\"table\":\"\",\"isDdl\":false,\"type\":\"TIDB_WATERMARK\","
                        + "\"_tidb\":{\"watermarkTs\":" + ts + "}}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void run(MirroredTopic mirrored, Map<String, String> more) throws Exception {
        Map<String, String> settings = mirrored.settings(topic.settings());
        settings.put("mirror.once", "true");
        settings.putAll(more);
        RunningMirror.start(settings).awaitEnd();
    }
}
