package io.tidbmirror.wiring.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.HandSetClock;
import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Fabric has not read is counted by few listings: none for tables that have nothing new. */
class UnreadFilesTest {
    private static final TableId T = new TableId("s", "t");

    private final LandingCounts counts = new LandingCounts();
    private final AtomicInteger looks = new AtomicInteger();
    private final HandSetClock clock = new HandSetClock();
    private final UnreadFiles files = new UnreadFiles(counts, this::count, clock);
    private long left = 3;

    private long count(TableId table) throws IOException {
        looks.incrementAndGet();
        if (left == -1) {
            throw new IOException("down");
        }
        if (left < 0) {
            throw new IllegalStateException("a defect");
        }
        return left;
    }

    private double unread() {
        return counts.tables().get(0).unread();
    }

    private void pass() {
        clock.pass(UnreadFiles.PAUSE);
        files.run();
    }

    @Test
    void tablesWithUnreadFilesAreLookedAtEveryFiveMinutes() {
        counts.published(T, 1, 1);
        assertThat(unread()).isNaN();
        files.run();
        files.run();
        counts.published(T, 1, 1);
        files.run();
        assertThat(unread()).isEqualTo(3);
        assertThat(looks).hasValue(1);

        left = 0;
        pass();
        assertThat(unread()).isZero();
    }

    @Test
    void othersAreNotUntilSomethingIsPublished() {
        left = 0;
        counts.published(T, 1, 1);
        files.run();
        pass();
        pass();
        assertThat(looks).hasValue(1);

        counts.published(T, 1, 1);
        left = 1;
        pass();
        assertThat(unread()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -2})
    void whatCannotBeCountedIsNotKnown(long failure) {
        counts.published(T, 1, 1);
        left = failure;
        files.run();
        assertThat(unread()).isNaN();

        left = 2;
        pass();
        assertThat(unread()).isEqualTo(2);
    }
}
