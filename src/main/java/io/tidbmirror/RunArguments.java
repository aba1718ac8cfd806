package io.tidbmirror;

import io.tidbmirror.wiring.settings.Settings;
import io.tidbmirror.wiring.settings.Sources;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says about the configuration.
 *
 * @param config properties file that outranks that of the working directory
 * @param assignments {@code KEY=VALUE} each, which outrank everything else
 */
record RunArguments(@Nullable Path config, List<String> assignments) {
    /**
     * The arguments of a run in their plain form: {@code run}, {@code --config FILE}, {@code --set KEY=VALUE}, each word by itself.
     *
     * @return null if there is anything else, which then {@link MirrorCommand} has to read
     */
    static @Nullable RunArguments of(String... args) {
        Path config = null;
        List<String> assignments = new ArrayList<>();
        boolean named = false;
        for (int i = 0; i < args.length; i++) {
            String value = i + 1 < args.length && !args[i + 1].startsWith("-") ? args[i + 1] : "";
            if (args[i].equals("--set") && separator(value) > 0) {
                assignments.add(value);
                i++;
            } else if (args[i].equals("--config") && !value.isEmpty() && config == null) {
                config = Path.of(value);
                i++;
            } else if (args[i].equals("run") && !named) {
                named = true;
            } else {
                return null;
            }
        }
        return new RunArguments(config, assignments);
    }

    /** Where the first equals sign is outside of back-quotes, in which names of tables may stand; -1 if there is no key. */
    static int separator(String assignment) {
        boolean quoted = false;
        for (int i = 0; i < assignment.length(); i++) {
            quoted ^= assignment.charAt(i) == '`';
            if (assignment.charAt(i) == '=' && !quoted && i > 0) {
                return i;
            }
        }
        return -1;
    }

    int run(Surroundings surroundings, PrintWriter out) {
        Settings settings = settings(surroundings);
        settings.requireSafe();
        return surroundings.mirror().run(settings, out);
    }

    /** The configuration, merged from all sources. */
    Settings settings(Surroundings surroundings) {
        Sources sources = new Sources().optionalFile(surroundings.directory().resolve("application.properties"));
        if (config != null) {
            sources.file(surroundings.directory().resolve(config));
        }
        sources.system(surroundings.system()).environment(surroundings.variables());
        for (String assignment : assignments) {
            int equals = separator(assignment);
            sources.set(assignment.substring(0, equals).strip(), assignment.substring(equals + 1));
        }
        return Settings.parse(sources.merged());
    }
}
