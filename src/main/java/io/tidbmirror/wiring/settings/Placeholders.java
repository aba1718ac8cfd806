package io.tidbmirror.wiring.settings;

import io.tidbmirror.change.FatalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.jspecify.annotations.Nullable;

/**
 * Camel's placeholders in values of our keys, such as <code>{{env:NAME}}</code> or <code>{{another.key}}</code>: a file means
 * the same here as to {@code camel run}.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{.+}}", Pattern.DOTALL);

    private Placeholders() {}

    /**
     * The texts without placeholders in keys of ours; Camel resolves those of other keys when it needs them, and is not loaded
     * here where there is none.
     *
     * @throws FatalException if a placeholder names nothing
     */
    static Map<String, String> resolved(Map<String, String> texts) {
        Map<String, String> resolved = new TreeMap<>(texts);
        Map<String, String> open = new TreeMap<>(texts);
        open.entrySet()
                .removeIf(text -> !Settings.concerns(text.getKey())
                        || !PLACEHOLDER.matcher(text.getValue()).find());
        if (!open.isEmpty()) {
            resolved.keySet().removeAll(open.keySet());
            resolve(open, texts, resolved);
        }
        return resolved;
    }

    private static void resolve(Map<String, String> open, Map<String, String> texts, Map<String, String> resolved) {
        Properties properties = new Properties();
        properties.putAll(texts);
        try (DefaultCamelContext context = new DefaultCamelContext(false)) {
            context.build();
            PropertiesComponent component = context.getPropertiesComponent();
            component.setInitialProperties(properties);
            open.forEach((key, text) -> {
                String value = resolve(key, text, component);
                if (value != null) { // else an optional one that is not there
                    resolved.put(key, value);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Camel says of a failure holds the whole text, which may be secret. */
    private static @Nullable String resolve(String key, String text, PropertiesComponent component) {
        try {
            return component.parseUri(text);
        } catch (IllegalArgumentException e) {
            throw FatalException.configuration(key
                    + ": a placeholder in its value cannot be resolved; {{env:NAME}} is a variable of the environment,"
                    + " {{KEY}} another key, {{KEY:VALUE}} one with a default");
        }
    }
}
