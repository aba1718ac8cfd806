package io.tidbmirror.wiring.settings;

import io.tidbmirror.change.FatalException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of the configuration: the only place where its name, default, form and purpose are written down.
 *
 * @param name the key
 * @param kind how its text is read
 * @param fallback text of the default, null if there is none
 * @param purpose what it does, one or two sentences for the reference
 * @param aliases other names of the same key
 * @param secret whether the value must never be shown
 */
record Setting<T>(
        String name, Kind<T> kind, @Nullable String fallback, String purpose, List<String> aliases, boolean secret) {

    static <T> Setting<T> of(String name, Kind<T> kind, String fallback, String purpose) {
        return new Setting<>(name, kind, fallback, purpose, List.of(), false);
    }

    /** A key that may be left unset. */
    static <T> Setting<T> optional(String name, Kind<T> kind, String purpose) {
        return new Setting<>(name, kind, null, purpose, List.of(), false);
    }

    Setting<T> alias(String alias) {
        List<String> more = new ArrayList<>(aliases);
        more.add(alias);
        return new Setting<>(name, kind, fallback, purpose, List.copyOf(more), secret);
    }

    Setting<T> hidden() {
        return new Setting<>(name, kind, fallback, purpose, aliases, true);
    }

    T read(String text) {
        try {
            return kind.read(text);
        } catch (IllegalArgumentException wrong) {
            throw refusal(text, String.valueOf(wrong.getMessage()));
        }
    }

    /** The error of a value that cannot be used, for a reason that also tells what to set instead. */
    FatalException refusal(Object value, String reason) {
        return FatalException.configuration(name + "=" + shown(String.valueOf(value)) + ": " + reason);
    }

    /** The error of a key that has to be set, and to what. */
    FatalException missing(String wanted) {
        return FatalException.configuration(name + " is not set: " + wanted);
    }

    /** The plain form of a text: what Camel's placeholders see. */
    String plain(String text) {
        return kind.writer().apply(read(text));
    }

    private String shown(String text) {
        return secret ? "…" : text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
    }
}
