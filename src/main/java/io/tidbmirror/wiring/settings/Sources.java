package io.tidbmirror.wiring.settings;

import io.tidbmirror.change.FatalException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Merges where settings come from; each call outranks those before it. Not thread safe.
 *
 * <p>Keys of other prefixes, such as {@code camel.*} and those of a user's own routes, are merged as well.
 */
public final class Sources {
    /** {@code \N} as TiCDC users write NULL; the format of properties files would drop its backslash. */
    private static final Pattern LONE_NULL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\N");

    /** Prefixes of keys that are taken from the system properties whether they are known or not. */
    private static final List<String> OWN =
            Stream.concat(Catalogue.OURS.stream(), Stream.of("camel.")).toList();

    private final Map<String, String> merged = new TreeMap<>();

    /** Adds a properties file that may be absent. */
    public Sources optionalFile(Path file) {
        return Files.exists(file) ? file(file) : this;
    }

    /** Adds a properties file (UTF-8). */
    public Sources file(Path file) {
        Properties properties = new Properties();
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            properties.load(new StringReader(LONE_NULL.matcher(text).replaceAll("$1\\\\\\\\N")));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw FatalException.configuration("cannot read the configuration file " + file + ": " + unreadable);
        }
        return layer(texts(properties));
    }

    /** Adds the system properties that are keys of ours, of Camel, or set so far. */
    public Sources system(Properties system) {
        Map<String, String> layer = texts(system);
        layer.keySet().removeIf(key -> !merged.containsKey(key) && OWN.stream().noneMatch(key::startsWith));
        return layer(layer);
    }

    /**
     * Adds the environment: looked up for each known key and for each key set so far, never scanned. {@code
     * feed.csv.include-commit-ts} is looked up as {@code FEED_CSV_INCLUDE_COMMIT_TS}, as Camel does.
     */
    public Sources environment(UnaryOperator<@Nullable String> variables) {
        Set<String> keys = new TreeSet<>(merged.keySet());
        keys.addAll(Settings.names());
        Map<String, String> layer = new TreeMap<>();
        for (String key : keys) {
            String value = key.indexOf('.') < 0 ? null : variables.apply(variable(key));
            if (value != null) {
                layer.put(key, value);
            }
        }
        return layer(layer);
    }

    /** Adds one key. */
    public Sources set(String key, String value) {
        return layer(Map.of(key, value));
    }

    /**
     * What is merged so far, without placeholders in keys of ours.
     *
     * @throws FatalException if one names nothing
     */
    public Map<String, String> merged() {
        return Map.copyOf(Placeholders.resolved(merged));
    }

    private static Map<String, String> texts(Properties properties) {
        Map<String, String> texts = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            texts.put(key, properties.getProperty(key));
        }
        return texts;
    }

    private Sources layer(Map<String, String> layer) {
        Map<String, String> canonical = new TreeMap<>();
        layer.forEach((key, value) -> Settings.put(canonical, key, value));
        merged.putAll(canonical);
        return this;
    }

    private static String variable(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
