package io.tidbmirror.feed.message;

import io.tidbmirror.feed.FeedWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows of a window, read without a decoder. */
final class WindowRows {
    private WindowRows() {}

    /** Ids of the rows that are not landed, as they arrived. */
    private static List<String> arrived(FeedWindow window) throws IOException {
        List<String> rows = new ArrayList<>();
        for (FeedWindow.Span span : window.spans()) {
            String text = new String(span.file().open(0).readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines = List.of(text.split("\n"));
            lines.stream()
                    .skip(span.landedRows())
                    .forEach(line -> rows.add(line.replaceAll(".*\"data\":\\[\\{\"id\":\"(\\d+)\".*", "$1")));
        }
        return rows;
    }

    /** {@code id@commitTs} of the window's rows, as a merge would find them: in commit order, each once. */
    static List<String> of(FeedWindow window) {
        try {
            if (window.to().streams().isEmpty()) {
                return arrived(window);
            }
            Map<Long, Set<String>> found = new TreeMap<>();
            long from = window.from().commitTs().orElse(0);
            long to = window.to().commitTs().orElseThrow();
            for (FeedWindow.Span span : window.spans()) {
                String text = new String(span.file().open(0).readAllBytes(), StandardCharsets.UTF_8);
                for (String line : text.split("\n")) {
                    long ts = Long.parseLong(line.replaceAll(".*\"commitTs\":(\\d+).*", "$1"));
                    if (ts >= from && ts < to && ts > span.file().schema().version()) {
                        found.computeIfAbsent(ts, any -> new TreeSet<>())
                                .add(line.replaceAll(".*\"data\":\\[\\{\"id\":\"(\\d+)\".*", "$1") + "@" + ts);
                    }
                }
            }
            return found.values().stream().flatMap(Set::stream).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
