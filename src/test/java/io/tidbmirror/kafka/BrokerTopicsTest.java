package io.tidbmirror.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a real broker tells of topics. */
class BrokerTopicsTest {
    private final Broker broker = Broker.shared();
    private final BrokerTopics topics = new BrokerTopics(
            new ClientOptions(broker.servers(), "group", true, Map.of()), new Topics(List.of("shop_.*"), true));

    @AfterEach
    void stop() {
        topics.stop();
    }

    @Test
    void aTopicThatIsNotThereIsLeftOutAndHidesNoOther() throws IOException {
        broker.create("shop_there", 2);
        topics.start();

        assertThat(topics.of(Set.of("shop_there", "shop_deleted")))
                .containsOnlyKeys("shop_there")
                .allSatisfy((name, topic) -> {
                    assertThat(topic.id()).isNotNull();
                    assertThat(topic.partitions()).isEqualTo(2);
                });
    }

    @Test
    void topicsOfAPatternAreReadWhetherTheyAreThereOrNot() {
        assertThat(topics.reads("shop_deleted")).isTrue();
        assertThat(topics.reads("other")).isFalse();
    }
}
