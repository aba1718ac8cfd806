package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.FatalException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of storage queues, by the rules of Azure. */
class QueueNamesTest {
    private static final String KEY = "event-grid.queue";

    @ParameterizedTest
    @ValueSource(
            strings = {"abc", "a-b", "feed-events-0", "abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijklmnopqrstuvwxy"
            })
    void thoseOfThreeTo63CharactersAreTaken(String name) {
        assertThat(Settings.parse(Map.of(KEY, name)).eventGrid().queue()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijklmnopqrstuvwxyz",
                "-ab",
                "ab-",
                "a--b",
                "feed_events",
                "Feed"
            })
    void othersAreRefused(String name) {
        assertThatThrownBy(() -> Settings.parse(Map.of(KEY, name)))
                .isInstanceOf(FatalException.class)
                .hasMessageContaining(KEY + "=" + name + ": not the name");
    }
}
