package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.HandSetClock;
import io.tidbmirror.azure.AzureUrl;
import io.tidbmirror.azure.EventTexts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events make the next look come sooner, and nothing else; without any, looks come from time to time. */
class HintedFeedTest {
    private static final String ROOT = "https://acc.blob.core.windows.net/feeds/one/";
    private static final String DATA = ROOT + "shop/t/440000000000000000/CDC00000000000000000001.csv";
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final List<String> looked = new ArrayList<>();
    private final AtomicBoolean restless = new AtomicBoolean();
    private final HandSetClock clock = new HandSetClock();
    private final HintedFeed feed = new HintedFeed(
            AzureUrl.parse(ROOT.substring(0, ROOT.length() - 1)), this::look, restless::get, SHORTEST, LONGEST, clock);

    /** As a reader that reads one table only. */
    private boolean look(String path) {
        return path.startsWith("shop/t/") && path.matches(".*/(CDC[0-9]+[.]csv|schema_.*)") && looked.add(path);
    }

    @BeforeEach
    void lookFirst() {
        assertThat(feed.isLookDue()).isTrue();
    }

    @Test
    void withoutEventsALookComesFromTimeToTime() {
        clock.pass(LONGEST.minusMillis(1));
        assertThat(feed.isLookDue()).isFalse();
        clock.pass(Duration.ofMillis(1));
        assertThat(feed.isLookDue()).isTrue();
        assertThat(feed.isLookDue()).isFalse();
    }

    @Test
    void anEventOfADataOrSchemaFileMakesItComeAtOnce() {
        clock.pass(SHORTEST);
        assertThat(feed.isLookDue()).isFalse();
        feed.take(EventTexts.created("acc", DATA));
        assertThat(looked).containsExactly("shop/t/440000000000000000/CDC00000000000000000001.csv");
        assertThat(feed.isLookDue()).isTrue();
        clock.pass(SHORTEST);
        feed.take(EventTexts.cloudEvent("acc", ROOT + "shop/t/meta/schema_440000000000000000_1234567890.json"));
        assertThat(feed.isLookDue()).isTrue();
    }

    @Test
    void manyEventsMakeOneLook() {
        Random random = new Random(7);
        int looks = 0;
        for (int i = 0; i < 1_000; i++) {
            feed.take(random.nextBoolean() ? EventTexts.created("acc", DATA) : EventTexts.cloudEvent("acc", DATA));
            clock.pass(Duration.ofMillis(20));
            looks += feed.isLookDue() ? 1 : 0;
        }

        assertThat(looks).isEqualTo(10);
    }

    @Test
    void whileRowsWaitLooksComeAsTheyDoWithoutEvents() {
        restless.set(true);
        clock.pass(SHORTEST.minusMillis(1));
        assertThat(feed.isLookDue()).isFalse();
        clock.pass(Duration.ofMillis(1));
        assertThat(feed.isLookDue()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://other.blob.core.windows.net/feeds/one/shop/t/44/CDC00000000000000000001.csv",
                "https://acc.blob.core.windows.net/other/one/shop/t/44/CDC00000000000000000001.csv",
                ROOT + "shop/t/44/other.csv",
                ROOT + "shop/of-another-shard/44/CDC00000000000000000001.csv",
                ROOT + "shop/../t/44/CDC00000000000000000001.csv",
                ROOT + "metadata",
                ROOT + "shop/t/meta/CDC.index",
                "file:///etc/passwd",
                ""
            })
    void eventsOfAnythingElseHaveNoEffect(String url) {
        clock.pass(SHORTEST);
        feed.take(EventTexts.created("acc", url));
        feed.take(EventTexts.cloudEvent("acc", url));
        assertThat(looked).isEmpty();
        assertThat(feed.isLookDue()).isFalse();
    }

    @Test
    void theHandshakeIsAnsweredForTheAccountOfTheFeedOnly() {
        assertThat(feed.take(EventTexts.handshake("ACC", "4711"))).isEqualTo("4711");
        assertThat(feed.take(EventTexts.handshake("acc2", "4711"))).isNull();
        assertThat(feed.take(EventTexts.handshake("other", "4711"))).isNull();
    }

    @Test
    void whatCannotBeReadIsToldToTheSource() {
        assertThatThrownBy(() -> feed.take("no event")).isInstanceOf(IllegalArgumentException.class);
    }
}
