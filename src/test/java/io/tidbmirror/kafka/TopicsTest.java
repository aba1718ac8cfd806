package io.tidbmirror.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void topicsThatAreNotThereAreKnown() {
        Topics named = new Topics(List.of("one", "two"), false);
        Topics matched = new Topics(List.of("t.*"), true);

        assertThat(named.missing(List.of(new TopicPartition("two", 0)))).containsExactly("one");
        assertThat(matched.missing(List.of(new TopicPartition("two", 0)))).isEmpty();
        assertThat(matched.missing(List.of())).containsExactly("t.*");
    }

    @Test
    void noClientMakesATopicUnlessTheUserSaysSo() {
        String key = "allow.auto.create.topics";

        assertThat(new ClientOptions("b:1", "g", true, Map.of()).over(new Properties()))
                .containsEntry(key, "false");
        assertThat(new ClientOptions("b:1", "g", true, Map.of(key, "true")).over(new Properties()))
                .containsEntry(key, "true");
    }
}
