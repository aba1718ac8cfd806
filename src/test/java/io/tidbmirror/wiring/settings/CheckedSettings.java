package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidbmirror.change.FatalException;
import java.util.HashMap;
import java.util.Map;

/** Settings that would be safe but for what a test changes in them. */
abstract class CheckedSettings {
    static final String COMMIT_TS = "feed.csv.include-commit-ts";

    static org.assertj.core.api.AbstractStringAssert<?> assertRefused(Map<String, String> changes) {
        FatalException refusal = catchThrowableOfType(
                FatalException.class, () -> settings(changes).requireSafe());
        assertThat(refusal).as("refusal of " + changes).isNotNull();
        assertThat(refusal.exitCode()).isEqualTo(2);
        return assertThat(refusal.getMessage());
    }

    /** What is safe is also what the decoder accepts. */
    static void assertAccepted(Map<String, String> changes) {
        assertThatCode(() -> {
                    settings(changes).requireSafe();
                    settings(changes).feed().csvOptions();
                })
                .doesNotThrowAnyException();
    }

    static Settings settings(Map<String, String> changes) {
        Map<String, String> texts = new HashMap<>(Map.of("feed.location", "file:/feed", COMMIT_TS, "true"));
        texts.putAll(changes);
        return Settings.parse(texts);
    }
}
