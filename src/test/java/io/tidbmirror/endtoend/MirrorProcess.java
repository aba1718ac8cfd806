package io.tidbmirror.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The real process, as {@code java -cp … io.tidbmirror.Main run --set …}. */
final class MirrorProcess {

    private MirrorProcess() {}

    /** Starts it; its output goes to {@code log}. {@code jvm} are options of the JVM, such as system properties. */
    static Process start(Path directory, Path log, List<String> jvm, Map<String, String> settings) throws IOException {
        return start(directory, log, Map.of(), jvm, settings);
    }

    /** With more variables in its environment. */
    static Process start(
            Path directory, Path log, Map<String, String> environment, List<String> jvm, Map<String, String> settings)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add("io.tidbmirror.Main");
        command.add("run");
        settings.forEach((key, value) -> {
            command.add("--set");
            command.add(key + "=" + value);
        });
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
