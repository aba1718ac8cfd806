package io.tidbmirror.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that answers one line for each line it is sent. Between its turns it is stopped, so that compiler and collector
 * of one contestant do not work in another's time.
 */
final class Worker implements AutoCloseable {
    private final String name;
    private final Process process;
    private final PrintStream out;
    private final BufferedReader in;
    private final Path log;

    private Worker(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.out = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a process, on so many processors where they can be chosen, and waits until it is ready. */
    static Worker start(String name, int processors, List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(Machine.pinned(processors, command))
                .redirectError(log.toFile())
                .start();
        Worker worker = new Worker(name, process, log);
        worker.expect("ready");
        worker.signal("STOP");
        return worker;
    }

    /** Sends a line and returns the words of the answer behind {@code ok}. */
    String[] ask(String line) throws IOException {
        signal("CONT");
        out.println(line);
        String answer = expect("ok");
        signal("STOP");
        return answer.isEmpty() ? new String[0] : answer.substring(1).split(" ");
    }

    private String expect(String word) throws IOException {
        String answer = in.readLine();
        if (answer == null || !answer.startsWith(word)) {
            List<String> told = Files.readAllLines(log);
            throw new IOException(name + " answered " + answer + "; " + log + " ends with\n"
                    + String.join("\n", told.subList(Math.max(0, told.size() - 15), told.size())));
        }
        return answer.substring(word.length());
    }

    /** The most memory the process has had, in bytes; -1 where the system does not tell. */
    long peakResidentBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
            return -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        signal("CONT");
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
