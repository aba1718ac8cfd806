package io.tidbmirror.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.DefaultFeed;
import io.tidbmirror.feed.NothingLanded;
import io.tidbmirror.feed.message.Backlog;
import io.tidbmirror.feed.message.Dispatcher;
import io.tidbmirror.feed.message.Holding;
import io.tidbmirror.feed.message.MessageFeed;
import io.tidbmirror.feed.message.Reading;
import io.tidbmirror.feed.message.Remembered;
import io.tidbmirror.feed.message.Statements;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** HEAD of a table says that the statements before offset 50 are known. */
class StatementReaderTest {
    private static final TopicPartition STATEMENTS = new TopicPartition("t", 0);
    private static final Remembered TABLE = new Remembered(
            new TableId("shop", "a"),
            Remembered.Standing.ACTIVE,
            Map.of("kafka.rows", "t/0@50", "kafka.statements", "t/0@50"));

    private final Backlog backlog = new Backlog(new Holding(1, null), "\n", table -> true, false);
    private final Statements statements = new Statements(false);
    private final MessageFeed feed = new MessageFeed(
            backlog,
            statements,
            DefaultFeed.options("json"),
            new Reading(Dispatcher.TABLE, false, false),
            new NothingLanded(),
            () -> List.of(TABLE),
            topics -> Map.of(),
            Clock.systemUTC());
    private final MockConsumer<byte[], byte[]> client = new MockConsumer<>(OffsetResetStrategy.NONE);

    private long startWhereThePartitionEndsAt(long end) throws IOException {
        client.updatePartitions("t", List.of(new PartitionInfo("t", 0, null, null, null)));
        client.updateBeginningOffsets(Map.of(STATEMENTS, 3L));
        client.updateEndOffsets(Map.of(STATEMENTS, end));
        StatementReader reader = new StatementReader(
                client,
                new Topics(List.of("t"), false),
                Unpacking.NONE,
                new StatementReader.Target(backlog, statements));
        feed.isReady();
        reader.step();
        return client.position(STATEMENTS);
    }

    @Test
    void statementsAreReadFromWhereHeadSays() throws IOException {
        assertThat(startWhereThePartitionEndsAt(60)).isEqualTo(50);
    }

    @Test
    void aPartitionThatEndsBeforeThatIsReadFromItsBeginning() throws IOException {
        assertThat(startWhereThePartitionEndsAt(40)).isEqualTo(3);
    }
}
