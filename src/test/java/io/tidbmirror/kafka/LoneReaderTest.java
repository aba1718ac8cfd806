package io.tidbmirror.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidbmirror.feed.DefaultFeed;
import io.tidbmirror.feed.NothingLanded;
import io.tidbmirror.feed.message.Backlog;
import io.tidbmirror.feed.message.Dispatcher;
import io.tidbmirror.feed.message.Holding;
import io.tidbmirror.feed.message.MessageFeed;
import io.tidbmirror.feed.message.Reading;
import io.tidbmirror.feed.message.Statements;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody sees the thread of a reader: what happens to it is told by the feed. */
class LoneReaderTest {
    private final MessageFeed feed = new MessageFeed(
            new Backlog(new Holding(1, null), "\n", table -> true, false),
            new Statements(false),
            DefaultFeed.options("json"),
            new Reading(Dispatcher.TABLE, false, false),
            new NothingLanded(),
            List::of,
            topics -> Map.of(),
            Clock.systemUTC());
    private final AtomicInteger steps = new AtomicInteger();
    private final LoneReader reader = new LoneReader(
            "reader",
            new ClientOptions("127.0.0.1:1", "group", true, Map.of()),
            feed,
            Duration.ofMillis(1),
            client -> this::step);

    private void step() {
        switch (steps.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("a defect");
            case 2 -> throw new OutOfMemoryError("a large message");
            default -> {}
        }
    }

    @AfterEach
    void stop() {
        reader.stop();
    }

    @Test
    void aDefectIsToldByTheFeedAndTheReaderGoesOn() {
        reader.start();

        await().untilAsserted(() -> assertThatThrownBy(feed::isReady).hasMessageContaining("a defect"));
        await().untilAsserted(() -> assertThatThrownBy(feed::isReady).hasMessageContaining("a large message"));
        await().untilAsserted(() -> assertThatCode(feed::isReady).doesNotThrowAnyException());
        assertThat(steps).hasValueGreaterThan(1);
    }

    @Test
    void whatOneReaderMeetsIsToldUntilItGoesOnThoughAnotherIsWell() {
        feed.trouble("other", new IOException("no broker answers"));
        reader.start();

        await().untilAsserted(() -> assertThat(steps).hasValueGreaterThan(3));
        assertThatThrownBy(feed::isReady).hasMessageContaining("no broker answers");
        feed.trouble("other", null);
        await().untilAsserted(() -> assertThatCode(feed::isReady).doesNotThrowAnyException());
    }
}
