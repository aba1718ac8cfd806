package io.tidbmirror.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where the threads of this JVM spend their time: stacks sampled by Flight Recorder, each the share of one stage. */
final class Profile {
    private static final String OURS = "io.tidbmirror.";

    /** What outranks our own frames when it is nearer to the top of the stack. */
    private static final List<String> OTHERS =
            List.of("org.apache.camel", "org.xerial.snappy", "org.apache.parquet", "sun.security.provider", "jdk.jfr");

    /** Made when it begins: Flight Recorder instruments classes and has a thread of its own from the first one on. */
    private Recording recording;

    void begin() {
        recording = new Recording();
        for (String event : List.of("jdk.ExecutionSample", "jdk.NativeMethodSample")) {
            recording.enable(event).withPeriod(Duration.ofMillis(10));
        }
        recording.start();
    }

    /** {@code stage=percent…}, the greatest first. */
    String end() throws IOException {
        Path file = Files.createTempFile("benchmark", ".jfr");
        recording.stop();
        recording.dump(file);
        recording.close();
        Map<String, Integer> shares = new TreeMap<>();
        int all = 0;
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            String stage = event.getStackTrace() == null
                    ? ""
                    : stage(event.getStackTrace().getFrames());
            if (!stage.isEmpty()) {
                shares.merge(stage, 1, Integer::sum);
                all++;
            }
        }
        Files.delete(file);
        StringBuilder text = new StringBuilder(Integer.toString(all));
        double percent = 100.0 / Math.max(1, all);
        shares.entrySet().stream()
                .sorted((one, other) -> other.getValue() - one.getValue())
                .forEach(share -> text.append(
                        String.format(Locale.ROOT, " %s=%.1f", share.getKey(), percent * share.getValue())));
        return text.toString();
    }

    /** Whose code is nearest to the top; empty for threads that wait for input. */
    private static String stage(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            if (type.startsWith(OURS)) {
                String name = type.substring(OURS.length());
                int lambda = name.indexOf('$'); // behind it a hidden class may have another dot
                int end = name.lastIndexOf('.', lambda < 0 ? name.length() : lambda);
                return name.startsWith("benchmark") ? "" : end < 0 ? "main" : name.substring(0, end);
            }
            for (String other : OTHERS) {
                if (type.startsWith(other)) {
                    return other.substring(other.lastIndexOf('.') + 1);
                }
            }
        }
        return "";
    }
}
