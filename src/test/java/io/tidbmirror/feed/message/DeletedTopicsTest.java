package io.tidbmirror.feed.message;

import static io.tidbmirror.feed.message.Messages.create;
import static io.tidbmirror.feed.message.Messages.insert;
import static io.tidbmirror.feed.message.Messages.watermark;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A topic that is deleted while a table goes on in it stops that table after a minute, and no other. */
class DeletedTopicsTest extends TwoTablesOfATopic {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @BeforeEach
    void landARowOfEachAndDeleteTheTopicOfA() {
        mirror = FedByHand.of(new Partition("main", 0), new Partition("shop_a", 0), new Partition("shop_b", 0));
        mirror.send(1, create(10, "a"), insert(20, "a", 1)).send(2, create(11, "b"), insert(21, "b", 7));
        mirror.watermark(30);
        mirror.land();
        mirror.delete(1);
        mirror.send(2, insert(45, "b", 8), watermark(50)).send(0, watermark(50));
    }

    @Test
    void itsTableStopsAndTheOthersGoOn() {
        assertThatThrownBy(mirror::look).hasMessageContaining("topics [shop_a] are not there any more");
        mirror.later(PATIENCE);

        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("8@45")));
        assertThat(mirror.coverage.reason(A))
                .startsWith("table shop.a was read from topic shop_a, which is not there any more")
                .contains("table remove");
        assertThat(mirror.coverage.reason(B)).isNull();
    }

    @Test
    void theNextProcessStopsItToo() {
        mirror = mirror.restarted();
        assertThatThrownBy(mirror::look).hasMessageContaining("topics [shop_a] are not there any more");
        mirror.later(PATIENCE);

        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("8@45")));
        assertThat(mirror.coverage.reason(A)).contains("is not there any more");
    }

    @Test
    void theNextProcessDoesNotWaitForItAgainAndStopsItsTableAgainWhenItIsReleased() {
        stop();
        mirror = mirror.restarted();
        assertThat(mirror.land()).isEqualTo(Map.of(B, List.of("8@45")));

        mirror.coverage.release(A);
        mirror.later(PATIENCE);
        mirror.land();

        assertThat(mirror.coverage.reason(A)).contains("is not there any more");
    }

    @Test
    void aTopicThatWasAwayForAMomentStopsNothing() {
        assertThatThrownBy(mirror::look).hasMessageContaining("are not there any more");
        mirror.bringBack(1);
        mirror.send(1, insert(46, "a", 2), watermark(50));
        mirror.later(PATIENCE);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@46"), B, List.of("8@45")));
    }

    @Test
    void aTableWhoseTopicComesBackGoesOnWhenItIsReleased() {
        stop();
        mirror.land();
        mirror.bringBack(1);
        mirror.send(1, insert(46, "a", 2), watermark(50));
        mirror.land();
        mirror.coverage.release(A);
        mirror.later(PATIENCE);

        assertThat(mirror.land()).isEqualTo(Map.of(A, List.of("2@46")));
    }

    private void stop() {
        assertThatThrownBy(mirror::look).hasMessageContaining("are not there any more");
        mirror.later(PATIENCE);
        mirror.look();
    }
}
