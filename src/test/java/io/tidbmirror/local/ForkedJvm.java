package io.tidbmirror.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another process with the tests' class path, whose output is read line by line and which can be killed at any time. */
public final class ForkedJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    private ForkedJvm(Process process) {
        this.process = process;
        this.out = process.inputReader();
    }

    public static ForkedJvm start(Class<?> main, String... args) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                main.getName()));
        command.addAll(List.of(args));
        return new ForkedJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line, or null when the process has ended and nothing is left to read. */
    @Nullable
    public String line() throws IOException {
        return out.readLine();
    }

    /** Kills it as {@code kill -9} does. */
    public void kill() {
        process.toHandle().destroyForcibly(); // the handle leaves the streams open
    }

    public int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws IOException {
        kill();
        out.close();
    }
}
