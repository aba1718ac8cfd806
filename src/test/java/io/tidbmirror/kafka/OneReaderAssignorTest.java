package io.tidbmirror.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OneReaderAssignorTest {
    private final Map<String, Subscription> members = new HashMap<>();

    @Test
    void oneMemberReadsAllPartitionsAndTheOthersStandBy() {
        join("a", 1);
        join("b", 1);

        assertThat(assign()).isEqualTo(Map.of("a", List.of(0, 1, 2), "b", List.of()));
    }

    @Test
    void whoReadsKeepsAllWhenOthersJoin() {
        join("a", 4);
        join("b", 4, 0, 1, 2);

        assertThat(assign()).isEqualTo(Map.of("a", List.of(), "b", List.of(0, 1, 2)));
    }

    @Test
    void aPartitionMovesOnlyWhenItsMemberHasGivenItUp() {
        join("a", 4, 2);
        join("b", 4, 0, 1);

        assertThat(assign()).isEqualTo(Map.of("a", List.of(), "b", List.of(0, 1)));
    }

    @Test
    void whatAMemberHadBeforeItSleptDoesNotCount() {
        join("a", 3, 0, 1, 2);
        join("b", 4, 0);

        assertThat(assign()).isEqualTo(Map.of("a", List.of(), "b", List.of(0, 1, 2)));
    }

    private void join(String member, int generation, Integer... owned) {
        List<TopicPartition> partitions =
                Stream.of(owned).map(number -> new TopicPartition("t", number)).toList();
        members.put(member, new Subscription(List.of("t"), null, partitions, generation, Optional.empty()));
    }

    private Map<String, List<Integer>> assign() {
        Map<String, List<Integer>> numbers = new HashMap<>();
        new OneReaderAssignor()
                .assign(Map.of("t", 3), members)
                .forEach((member, partitions) -> numbers.put(
                        member,
                        partitions.stream()
                                .map(TopicPartition::partition)
                                .sorted()
                                .toList()));
        return numbers;
    }
}
