package io.tidbmirror.feed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The files at the beginning of a series that need not be read again, in words that HEAD keeps: how many, and a checksum of
 * their names and versions.
 *
 * <p>Advisory: where a file came, went or changed in between, the words match nothing and the series is read again. Rows
 * below what is covered are skipped either way.
 */
final class ReadHint {
    private final List<FeedFile> files = new ArrayList<>();
    private final CRC32C checksum = new CRC32C();
    private boolean ended;

    private ReadHint() {}

    /** For each series the words for its files that are read, up to the first that is not. */
    static Map<String, String> of(List<FeedFile> files, ReadLedger ledger) {
        Map<String, ReadHint> hints = new HashMap<>();
        for (FeedFile file : files) {
            ReadHint hint = hints.computeIfAbsent(file.stream(), any -> new ReadHint());
            hint.ended |= !ledger.isRead(file);
            if (!hint.ended) {
                hint.add(file);
            }
        }
        Map<String, String> words = new HashMap<>();
        hints.forEach((stream, hint) -> {
            if (!hint.files.isEmpty()) {
                words.put(stream, hint.words());
            }
        });
        return words;
    }

    /** Notes as read what the words say, where they still match. */
    static void apply(Map<String, String> words, List<FeedFile> files, ReadLedger ledger) {
        Map<String, ReadHint> hints = new HashMap<>();
        for (FeedFile file : files) {
            ReadHint hint = hints.computeIfAbsent(file.stream(), any -> new ReadHint());
            hint.add(file);
            if (hint.words().equals(words.get(file.stream()))) {
                hint.files.forEach(ledger::markRead);
            }
        }
    }

    private void add(FeedFile file) {
        files.add(file);
        checksum.update((file.name() + "\n" + file.object().version() + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String words() {
        return files.size() + " " + Long.toHexString(checksum.getValue());
    }
}
