package io.tidbmirror.emulator;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The content of a file, or of a part of it. */
final class Reading {
    private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");

    private final Node node;

    Reading(Node node) {
        this.node = node;
    }

    DfsReply reply(DfsRequest request) throws DfsRefusal {
        if (!Conditions.isWanted(request, node)) {
            return DfsReply.of(304);
        }
        String asked = request.header("x-ms-range");
        String range = asked == null ? request.header("Range") : asked;
        return described(range == null || node.folder() ? whole() : part(range), node);
    }

    private DfsReply whole() {
        return node.size() == 0 ? DfsReply.of(200) : DfsReply.part(200, node.path(), 0, node.size());
    }

    private DfsReply part(@Nullable String range) throws DfsRefusal {
        Matcher matcher = RANGE.matcher(String.valueOf(range));
        long from = matcher.matches() ? Long.parseLong(matcher.group(1)) : Long.MAX_VALUE;
        if (from >= node.size()) {
            throw new DfsRefusal(416, "InvalidRange", "The range lies behind the end of the file.");
        }
        long last = matcher.group(2).isEmpty() ? node.size() - 1 : Long.parseLong(matcher.group(2));
        long to = Math.min(last, node.size() - 1);
        return DfsReply.part(206, node.path(), from, to - from + 1)
                .with("Content-Range", "bytes " + from + "-" + to + "/" + node.size());
    }

    /** The headers that tell what a path is; the SDK looks for {@code x-ms-meta-hdi_isfolder} in this very case. */
    static DfsReply described(DfsReply reply, Node node) {
        DfsReply told = reply.with("ETag", node.etag())
                .with("Last-Modified", node.date())
                .with("x-ms-creation-time", node.date())
                .with("x-ms-resource-type", node.folder() ? "directory" : "file")
                .with("x-ms-blob-type", "BlockBlob")
                .with("x-ms-lease-status", "unlocked")
                .with("x-ms-lease-state", "available")
                .with("x-ms-server-encrypted", "true")
                .with("Content-Type", "application/octet-stream")
                .with("Accept-Ranges", "bytes");
        return node.folder() ? told.with("x-ms-meta-hdi_isfolder", "true") : told;
    }
}
