package io.tidbmirror.wiring.settings;

import io.tidbmirror.change.FatalException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the keys that are set, by their one name.
 *
 * @param texts name to text
 */
record Values(Map<String, String> texts) {
    Values {
        texts = Map.copyOf(texts);
    }

    /** The value, or that of the default. */
    <T> T get(Setting<T> setting) {
        String text = text(setting);
        if (text == null) {
            throw FatalException.configuration(setting.name() + " is not set");
        }
        return setting.read(text);
    }

    /** The value, or null if the key has neither value nor default. An empty text unsets an optional key. */
    <T> @Nullable T find(Setting<T> setting) {
        String text = text(setting);
        return text == null || (setting.fallback() == null && text.isBlank()) ? null : setting.read(text);
    }

    @Nullable
    String text(Setting<?> setting) {
        String text = texts.get(setting.name());
        return text == null ? setting.fallback() : text;
    }
}
