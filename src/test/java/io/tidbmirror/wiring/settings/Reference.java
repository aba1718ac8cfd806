package io.tidbmirror.wiring.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The catalogue of settings as the documents show it. */
final class Reference {
    private static final int WIDTH = 120;

    private Reference() {}

    /** The table of the README. */
    static String markdown() {
        StringBuilder table = new StringBuilder("| key | default | values | |\n|---|---|---|---|\n");
        for (Setting<?> setting : Catalogue.all()) {
            table.append("| `").append(setting.name()).append("`");
            setting.aliases()
                    .forEach(alias -> table.append(" = `").append(alias).append("`"));
            table.append(" | ").append(fallback(setting)).append(" | ");
            table.append(setting.kind().accepts()).append(" | ");
            table.append(setting.purpose().replace("|", "\\|")).append(" |\n");
        }
        return table.toString();
    }

    /** The shipped application.properties below its head: every key, commented out, at its default. */
    static String properties() {
        StringBuilder text = new StringBuilder();
        groups().forEach((group, settings) -> {
            text.append("\n# --- ")
                    .append(group)
                    .append(' ')
                    .append("-".repeat(80 - group.length()))
                    .append('\n');
            for (Setting<?> setting : settings) {
                text.append('\n');
                wrap(setting.purpose() + " (" + setting.kind().accepts() + ")")
                        .forEach(line -> text.append("# ").append(line).append('\n'));
                text.append('#').append(line(setting)).append('\n');
            }
        });
        return text.toString();
    }

    /** The line that sets a key to its default in a properties file. */
    static String line(Setting<?> setting) {
        String fallback = setting.fallback();
        return setting.name() + "=" + (fallback == null ? "" : fallback.replace("\\N", "\\\\N"));
    }

    private static String fallback(Setting<?> setting) {
        String fallback = setting.fallback();
        if (fallback == null) {
            return "–";
        }
        return fallback.isEmpty() ? "empty" : "`" + fallback + "`";
    }

    private static Map<String, List<Setting<?>>> groups() {
        Map<String, List<Setting<?>>> groups = new LinkedHashMap<>();
        for (Setting<?> setting : Catalogue.all()) {
            String group = setting.name().substring(0, setting.name().indexOf('.'));
            groups.computeIfAbsent(group, any -> new ArrayList<>()).add(setting);
        }
        return groups;
    }

    private static List<String> wrap(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + word.length() + 3 > WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
