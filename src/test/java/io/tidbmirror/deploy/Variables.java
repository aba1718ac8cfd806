package io.tidbmirror.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tidbmirror.wiring.settings.Settings;
import io.tidbmirror.wiring.settings.Sources;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Environment variables of the mirror in a file that deploys it. */
final class Variables {
    private static final Path PROPERTIES = Path.of("application.properties");

    private Variables() {}

    /** Every name is that of a known key, and together they are a configuration that starts. */
    static Settings assertStart(Map<String, ?> given) {
        assertKnown(given.keySet());
        Map<String, String> variables = new HashMap<>();
        given.forEach((name, value) -> variables.put(name, String.valueOf(value)));
        Settings settings = Settings.parse(
                new Sources().file(PROPERTIES).environment(variables::get).merged());
        assertThatCode(settings::requireSafe).as(given.toString()).doesNotThrowAnyException();
        return settings;
    }

    static void assertKnown(Set<String> names) {
        Set<String> known = new HashSet<>();
        Settings.names().forEach(key -> known.add(variable(key)));
        new Sources().file(PROPERTIES).merged().keySet().forEach(key -> known.add(variable(key)));
        assertThat(known).containsAll(names);
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
    }
}
