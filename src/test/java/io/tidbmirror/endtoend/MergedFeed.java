package io.tidbmirror.endtoend;

import io.tidbmirror.corpus.Scenario;
import io.tidbmirror.corpus.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One changefeed folder of one or several scenarios with the same changefeed options. Their schemas differ in name, so
 * together they are a changefeed like any other, and one run covers them all.
 */
record MergedFeed(Path folder, List<Variant> variants) {

    private static final Pattern CHECKPOINT = Pattern.compile("\"checkpoint-ts\":(\\d+)");

    static MergedFeed of(Path folder, List<Variant> variants) {
        Path metadata = folder.resolve("metadata");
        long checkpoint = 0;
        for (Variant variant : variants) {
            variant.copyTo(folder);
            checkpoint = Math.max(checkpoint, checkpoint(metadata));
            delete(metadata);
        }
        MergedFeed feed = new MergedFeed(folder, List.copyOf(variants));
        feed.moveCheckpoint(checkpoint);
        return feed;
    }

    Map<String, String> settings() {
        return variants.get(0).toProperties();
    }

    List<Scenario> scenarios() {
        return variants.stream().map(Variant::scenario).toList();
    }

    long checkpoint() {
        return checkpoint(folder.resolve("metadata"));
    }

    void moveCheckpoint(long ts) {
        try {
            Files.writeString(folder.resolve("metadata"), "{\"checkpoint-ts\":" + ts + "}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long checkpoint(Path metadata) {
        try {
            Matcher matcher = CHECKPOINT.matcher(Files.readString(metadata));
            if (!matcher.find()) {
                throw new AssertionError("no checkpoint in " + metadata);
            }
            return Long.parseLong(matcher.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
