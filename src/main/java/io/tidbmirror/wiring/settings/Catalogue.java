package io.tidbmirror.wiring.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every key there is. */
final class Catalogue {
    /** Prefixes below which an unknown key is an error. */
    static final List<String> CHECKED =
            List.of("mirror.", "feed.", "tables.", "landing.", "batch.", "event-grid.", "snapshot.");

    /**
     * All prefixes of ours. Below {@code kafka.} a key that is not ours goes to Kafka's client; below {@code azure.} it belongs to
     * a user's own routes.
     */
    static final List<String> OURS =
            Stream.concat(CHECKED.stream(), Stream.of("azure.", "kafka.")).toList();

    /** Edit distance up to which the first word of a key counts as a mistyped one of ours. */
    private static final int MOST_SLIPS = 2;

    private static final List<Setting<?>> SETTINGS = settings();
    private static final Map<String, Setting<?>> BY_NAME = byName();

    private Catalogue() {}

    /** All settings, in the order of the reference. */
    static List<Setting<?>> all() {
        return SETTINGS;
    }

    /** The setting that a key names, by its name or an alias. */
    static @Nullable Setting<?> find(String key) {
        return BY_NAME.get(key);
    }

    /** Every name a key may have, for look-ups in the environment and for suggestions. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(BY_NAME.keySet());
        names.addAll(IgnoredOptions.names());
        return names;
    }

    /** Whether a key is known, or none of ours to know. */
    static boolean knows(String key) {
        return CHECKED.stream().noneMatch(key::startsWith)
                || BY_NAME.containsKey(key)
                || IgnoredOptions.contains(key)
                || TableKey.parse(key) != null;
    }

    /** The key that one without a prefix of ours was probably meant to be; null if it is like none. */
    static @Nullable String meant(String key) {
        return OURS.stream().anyMatch(key::startsWith)
                ? null
                : names().stream().filter(name -> isLike(key, name)).findFirst().orElse(null);
    }

    private static boolean isLike(String key, String name) {
        int dot = Math.max(0, key.indexOf('.'));
        int end = name.indexOf('.');
        return key.equalsIgnoreCase(name)
                || (key.substring(dot).equals(name.substring(end))
                        && NearestName.distance(key.substring(0, dot), name.substring(0, end)) <= MOST_SLIPS);
    }

    private static List<Setting<?>> settings() {
        List<Setting<?>> settings = new ArrayList<>(MirrorSettings.ALL);
        settings.addAll(FeedSettings.ALL);
        settings.addAll(CsvSettings.ALL);
        settings.addAll(CanalJsonSettings.ALL);
        settings.addAll(LayoutSettings.ALL);
        settings.addAll(SnapshotSettings.ALL);
        settings.addAll(TableSettings.ALL);
        settings.addAll(LandingSettings.ALL);
        settings.addAll(BatchSettings.ALL);
        settings.addAll(AzureSettings.ALL);
        settings.addAll(KafkaSettings.ALL);
        settings.addAll(EventGridSettings.ALL);
        return List.copyOf(settings);
    }

    private static Map<String, Setting<?>> byName() {
        Map<String, Setting<?>> byName = new HashMap<>();
        for (Setting<?> setting : SETTINGS) {
            byName.put(setting.name(), setting);
            setting.aliases().forEach(alias -> byName.put(alias, setting));
        }
        return Map.copyOf(byName);
    }
}
