package io.tidbmirror.feed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a table's files from reading them: where the next window goes on. In memory only; forgetting costs
 * reading again, never rows.
 */
final class ReadLedger {
    private static final long READ = -1;

    private final Map<String, Entry> entries = new HashMap<>();

    private record Entry(String version, long offset) {}

    /** Byte offset of the first unread row of a file. */
    long offset(FeedFile file) {
        Entry entry = known(file);
        return entry == null ? 0 : entry.offset();
    }

    /** Whether no row of the file is left. An overwritten file is new. */
    boolean isRead(FeedFile file) {
        Entry entry = known(file);
        return entry != null && entry.offset() == READ;
    }

    /** What may be left of files. */
    List<FeedWindow.Span> unread(List<FeedFile> files) {
        return files.stream()
                .filter(file -> !isRead(file))
                .map(file -> new FeedWindow.Span(file, offset(file), 0, null))
                .toList();
    }

    /** Notes how far files of a window were read: -1 for to the end. */
    void note(FeedWindow window, Map<String, Long> resume) {
        for (FeedWindow.Span span : window.spans()) {
            Long offset = resume.get(span.file().name());
            if (offset != null) {
                entries.put(span.file().name(), new Entry(span.file().object().version(), offset));
            }
        }
    }

    /** Notes that no row of a file is left. */
    void markRead(FeedFile file) {
        entries.put(file.name(), new Entry(file.object().version(), READ));
    }

    /** Forgets files that are gone, so that what is known does not outgrow what is there. */
    void retain(List<FeedFile> files) {
        if (entries.size() > files.size()) {
            entries.keySet().retainAll(files.stream().map(FeedFile::name).collect(Collectors.toSet()));
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void forget() {
        entries.clear();
    }

    private @Nullable Entry known(FeedFile file) {
        Entry entry = entries.get(file.name());
        return entry != null && entry.version().equals(file.object().version()) ? entry : null;
    }
}
