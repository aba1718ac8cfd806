package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A run that ends by itself does not look for what cannot come any more. */
class SettledFeedTest {
    private static final TableId T = new TableId("s", "t");

    private final Source source = new Source();
    private final SettledFeed feed = new SettledFeed(source);

    @Test
    void twoLooksAreEnough() throws IOException {
        assertThat(feed.poll().checkpoint()).hasValue(1);
        for (int i = 0; i < 3; i++) {
            assertThat(feed.poll().checkpoint()).hasValue(2);
        }
    }

    @Test
    void aWindowThatDidNotLandMakesItLookAgain() throws IOException {
        feed.poll();
        feed.poll();

        feed.distrust(T);

        assertThat(source.distrusted).isEqualTo(T);
        assertThat(feed.poll().checkpoint()).hasValue(3);
        assertThat(feed.poll().checkpoint()).hasValue(3);
    }

    @Test
    void aLookThatFailedIsNoLook() throws IOException {
        feed.poll();
        source.failure = new IOException("down");
        assertThatThrownBy(feed::poll).hasMessage("down");
        assertThatThrownBy(feed::poll).hasMessage("down");
        source.failure = null;

        assertThat(feed.poll().checkpoint()).hasValue(2);
        assertThat(feed.poll().checkpoint()).hasValue(2);
    }

    private static final class Source implements FeedSource {
        @Nullable
        IOException failure;

        @Nullable
        TableId distrusted;

        private long looks;

        @Override
        public FeedSnapshot poll() throws IOException {
            if (failure != null) {
                throw failure;
            }
            looks++;
            return new FeedSnapshot(OptionalLong.of(looks), null, OptionalLong.empty(), List.of(), List.of());
        }

        @Override
        public void distrust(TableId table) {
            distrusted = table;
        }
    }
}
