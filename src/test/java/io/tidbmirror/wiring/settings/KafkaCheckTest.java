package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.FatalException;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What input {@code kafka} accepts, and what it refuses with the key to change. */
class KafkaCheckTest {
    private final Map<String, String> keys = new HashMap<>(Map.of(
            "mirror.input", "kafka",
            "mirror.format", "canal-json",
            "feed.enable-tidb-extension", "true",
            "kafka.bootstrap-servers", "broker:9092",
            "kafka.topics", "changes"));

    @Test
    void aTopicOfTheTidbExtensionIsAccepted() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void rowsThatGoToAnyPartitionAreRefused() {
        keys.put("kafka.dispatcher", "ts");

        assertRefused().hasMessageStartingWith("kafka.dispatcher=ts").hasMessageContaining("partition = ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"changes-.*", "one,,two", ",", "one two"})
    void whatIsNoNameOfATopicIsRefused(String topics) {
        keys.put("kafka.topics", topics);

        assertRefused().hasMessageStartingWith("kafka.topics=").hasMessageContaining("kafka.topics-pattern=true");
    }

    @Test
    void topicsMayBeListedWithSpaces() {
        keys.put("kafka.topics", " changes , more_changes.1");

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void aPatternOfTopicsHasToBeOne() {
        keys.put("kafka.topics", "changes-[");
        keys.put("kafka.topics-pattern", "true");

        assertRefused().hasMessageStartingWith("kafka.topics=changes-[: not a regular expression");
    }

    @Test
    void withoutCommitTsTheModeIsPositioned() {
        keys.remove("feed.enable-tidb-extension");

        assertRefused().hasMessageContaining("mirror.mode=positioned");
        keys.put("mirror.mode", "positioned");
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void withoutCommitTsNothingOrdersTheRowsOfSeveralPartitions() {
        keys.remove("feed.enable-tidb-extension");
        keys.put("mirror.mode", "positioned");
        keys.put("kafka.dispatcher", "index-value");

        assertRefused().hasMessageStartingWith("mirror.mode=positioned").hasMessageContaining("dispatchers");
    }

    @Test
    void tablesAreDividedByTheGroupUnlessTheyAreInAllPartitions() {
        keys.put("mirror.shard.count", "2");

        assertRefused().hasMessageStartingWith("mirror.shard.count=2");
        keys.put("kafka.dispatcher", "index-value");
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void theClaimCheckLocationIsAFolderOrAContainer() {
        keys.put("kafka.claim-check.location", "s3://bucket/claims");

        assertRefused().hasMessageContaining("kafka.claim-check.location");
    }

    private void check() {
        Settings.parse(keys).requireSafe();
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
        return assertThatThrownBy(this::check).isInstanceOf(FatalException.class);
    }
}
