package io.tidbmirror;

import io.tidbmirror.wiring.Mirror;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The command line as a user drives it, inside this JVM: arguments in, exit code and output out. The environment and the
 * system properties of the build are kept away from it.
 */
public record CommandRun(int exitCode, String out, String err) {

    /** Runs a command in a working directory. */
    public static CommandRun of(Path directory, List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings = new Surroundings(directory, name -> null, new Properties(), new Mirror());
        int exitCode =
                Main.run(surroundings, new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** Runs a command with a configuration file of these settings. */
    public static CommandRun of(Path directory, Map<String, String> settings, String... command) {
        Path config = directory.resolve("mirror.properties");
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(config, StandardCharsets.UTF_8)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.add("--config");
        arguments.add(config.toString());
        return of(directory, arguments);
    }
}
