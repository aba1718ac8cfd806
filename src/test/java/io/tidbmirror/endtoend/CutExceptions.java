package io.tidbmirror.endtoend;

import io.tidbmirror.corpus.Variant;
import io.tidbmirror.endtoend.CutJudge.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the cuts may show that is not as in TiDB: tables that stop, each with its reason. Thread safe. */
final class CutExceptions {

    /** {@code architecture/scenario/variant schema.table: pattern of the finding}; {@code *} stands for anything. */
    private static final Pattern LINE = Pattern.compile("(\\S+) (.+?): (.+)");

    private record Allowed(String line, Pattern changefeed, Pattern table, Pattern finding) {}

    private final List<Allowed> exceptions;
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    private CutExceptions(List<Allowed> exceptions) {
        this.exceptions = exceptions;
    }

    static CutExceptions read() {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/cut-exceptions.txt"))) {
            return new CutExceptions(lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(CutExceptions::allowed)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Allowed allowed(String line) {
        var matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new AssertionError("no exception: " + line);
        }
        return new Allowed(line, glob(matcher.group(1)), glob(matcher.group(2)), glob("*" + matcher.group(3) + "*"));
    }

    private static Pattern glob(String text) {
        return Pattern.compile("\\Q" + text.replace("*", "\\E.*\\Q") + "\\E", Pattern.DOTALL);
    }

    boolean allow(Variant variant, Finding finding) {
        boolean allowed = false;
        for (Allowed exception : exceptions) {
            if (exception.changefeed().matcher(variant.toString()).matches()
                    && exception.table().matcher(finding.table().toString()).matches()
                    && exception.finding().matcher(finding.text()).matches()) {
                used.add(exception.line());
                allowed = true;
            }
        }
        return allowed;
    }

    /** Exceptions that nothing needs any more. */
    List<String> unused() {
        return exceptions.stream()
                .map(Allowed::line)
                .filter(line -> !used.contains(line))
                .toList();
    }
}
