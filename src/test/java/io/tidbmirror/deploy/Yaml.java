package io.tidbmirror.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** YAML files as maps, with merge keys ({@code <<}) as Docker Compose understands them. */
final class Yaml {
    private static final String MERGE = "<<";

    private Yaml() {}

    /** The only document of a file. */
    static Map<String, Object> read(Path file) throws IOException {
        LoadSettings settings =
                LoadSettings.builder().setAllowDuplicateKeys(false).build();
        return map(merged(new Load(settings).loadFromString(Files.readString(file))));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object node) {
        return node == null ? Map.of() : (Map<String, Object>) node;
    }

    /** A map below another by its keys. */
    static Map<String, Object> map(Map<String, Object> node, String... keys) {
        Map<String, Object> at = node;
        for (String key : keys) {
            at = map(at.get(key));
        }
        return at;
    }

    static List<?> list(Object node) {
        return node == null ? List.of() : (List<?>) node;
    }

    private static Object merged(Object node) {
        if (node instanceof List<?> items) {
            return items.stream().map(Yaml::merged).toList();
        }
        if (!(node instanceof Map<?, ?> pairs)) {
            return node;
        }
        Map<String, Object> merged = new LinkedHashMap<>();
        if (pairs.get(MERGE) instanceof Map<?, ?> below) {
            merged.putAll(map(merged(below)));
        }
        pairs.forEach((key, value) -> {
            if (!MERGE.equals(key)) {
                merged.put(String.valueOf(key), merged(value));
            }
        });
        return merged;
    }
}
