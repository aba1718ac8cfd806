package io.tidbmirror.wiring.settings;

import io.tidbmirror.change.FatalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, read and checked. Immutable.
 *
 * @param mirror what the mirror does
 * @param feed where changes come from
 * @param snapshot an export from which tables are loaded first
 * @param tables which tables
 * @param landing where they land
 * @param batch when they land
 * @param azure how Azure Storage is reached
 * @param kafka where Kafka messages come from
 * @param eventGrid where events come from
 * @param properties every key that is set or has a default, with those that belong to Camel and to routes, as placeholders
 *     see them
 */
public record Settings(
        MirrorSettings mirror,
        FeedSettings feed,
        SnapshotSettings snapshot,
        TableSettings tables,
        LandingSettings landing,
        BatchSettings batch,
        AzureSettings azure,
        KafkaSettings kafka,
        EventGridSettings eventGrid,
        Map<String, String> properties) {

    /**
     * Reads a configuration.
     *
     * @param given keys and texts from all sources; keys of unknown prefixes are passed on
     * @throws FatalException if a key is not known or a value is not valid
     */
    public static Settings parse(Map<String, String> given) {
        Map<String, String> texts = canonical(given);
        withChangefeedOptions(texts);
        withProtocol(texts);
        Values values = new Values(texts);
        return new Settings(
                MirrorSettings.of(values),
                FeedSettings.of(values),
                SnapshotSettings.of(values),
                TableSettings.of(values),
                LandingSettings.of(values),
                BatchSettings.of(values),
                AzureSettings.of(values),
                KafkaSettings.of(values),
                EventGridSettings.of(values),
                plain(values));
    }

    /** Names under which a key may be set, aliases included; keys of single tables are not among them. */
    public static Set<String> names() {
        return Catalogue.names();
    }

    /** Whether a key is one of ours, known or not. */
    public static boolean concerns(String key) {
        return Catalogue.OURS.stream().anyMatch(key::startsWith);
    }

    /** For people: keys of others that were probably meant to be ours, and have no effect. */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        for (String key : new TreeSet<>(properties.keySet())) {
            String meant = Catalogue.meant(key);
            if (meant != null) {
                doubts.add(key + " is no key of the mirror and has no effect on it; did you mean " + meant + "?");
            }
        }
        return doubts;
    }

    /** These settings with some keys set otherwise. */
    public Settings with(Map<String, String> changes) {
        Map<String, String> changed = new TreeMap<>(properties);
        changed.putAll(changes);
        return changes.isEmpty() ? this : parse(changed);
    }

    /**
     * Refuses a configuration that cannot be mirrored safely, or not by this version.
     *
     * @throws FatalException with the reason and the key to change
     */
    public void requireSafe() {
        SafetyCheck.check(this);
    }

    /**
     * Puts a text under the one name of its key: an alias becomes the name it stands for.
     *
     * @throws FatalException if another text is there under another name
     */
    static void put(Map<String, String> texts, String key, String text) {
        Setting<?> setting = Catalogue.find(key);
        String name = setting == null ? key : setting.name();
        String other = texts.put(name, text);
        if (other != null && !other.equals(text)) {
            throw FatalException.configuration(
                    name + " is set twice under two names, to different values: set it under one");
        }
    }

    private static Map<String, String> canonical(Map<String, String> given) {
        Set<String> unknown = new TreeSet<>();
        Map<String, String> texts = new TreeMap<>();
        new TreeMap<>(given).forEach((key, text) -> {
            if (Catalogue.knows(key)) {
                put(texts, key, text);
            } else {
                unknown.add(key + ": unknown key; did you mean " + suggestion(key) + "?");
            }
        });
        if (!unknown.isEmpty()) {
            throw FatalException.configuration(String.join(System.lineSeparator(), unknown));
        }
        return texts;
    }

    private static String suggestion(String key) {
        List<String> names = key.chars().filter(c -> c == '.').count() < 3 || !key.startsWith(TableSettings.PREFIX)
                ? List.copyOf(Catalogue.names())
                : ofTable(key.substring(0, key.lastIndexOf('.')));
        return NearestName.among(names, key);
    }

    private static List<String> ofTable(String prefix) {
        return List.of(
                prefix + TableKey.Part.TARGET.suffix(),
                prefix + TableKey.Part.KEY_COLUMNS.suffix(),
                prefix + TableKey.Part.AS.suffix());
    }

    private static void withChangefeedOptions(Map<String, String> texts) {
        String file = texts.get(FeedSettings.CHANGEFEED_CONFIG.name());
        if (file == null || file.isBlank()) {
            return;
        }
        Map<String, String> options = ChangefeedFile.read(file);
        if (texts.containsKey(MirrorSettings.FORMAT.name())) {
            options.remove(FeedSettings.PROTOCOL.name());
        }
        options.forEach(texts::putIfAbsent);
    }

    private static void withProtocol(Map<String, String> texts) {
        String protocol = texts.get(FeedSettings.PROTOCOL.name());
        if (protocol == null || protocol.isBlank()) {
            return;
        }
        String format = texts.putIfAbsent(MirrorSettings.FORMAT.name(), protocol);
        if (format != null && !format.strip().equalsIgnoreCase(protocol.strip())) {
            throw FatalException.configuration(MirrorSettings.FORMAT.name() + "=" + format + " contradicts "
                    + FeedSettings.PROTOCOL.name() + "=" + protocol + ": set one of them");
        }
    }

    private static Map<String, String> plain(Values values) {
        Map<String, String> plain = new TreeMap<>(values.texts());
        for (Setting<?> setting : Catalogue.all()) {
            String text = plainText(values, setting);
            if (text != null) {
                plain.put(setting.name(), text);
                setting.aliases().forEach(alias -> plain.put(alias, text));
            }
        }
        return Map.copyOf(plain);
    }

    private static @Nullable String plainText(Values values, Setting<?> setting) {
        String text = values.text(setting);
        return text == null || (setting.fallback() == null && text.isBlank()) ? text : setting.plain(text);
    }

    /** Names only: values may be secret. */
    @Override
    public String toString() {
        return "Settings" + new TreeSet<>(properties.keySet());
    }
}
