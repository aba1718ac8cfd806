package io.tidbmirror.emulator;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer: a status, headers in the case the Azure SDK expects (it compares some of them case-sensitively), and text or a
 * part of a file.
 *
 * @param text body, empty for none
 * @param file the file of which a part is sent in place of text; null for none
 * @param offset where that part begins
 * @param length its bytes
 */
record DfsReply(
        int status,
        Map<String, String> headers,
        String text,
        @Nullable Path file,
        long offset,
        long length) {
    static DfsReply of(int status) {
        return new DfsReply(status, Map.of(), "", null, 0, 0);
    }

    static DfsReply text(int status, String type, String text) {
        return of(status).with("Content-Type", type).withText(text);
    }

    static DfsReply part(int status, Path file, long offset, long length) {
        return new DfsReply(status, Map.of(), "", file, offset, length);
    }

    DfsReply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new DfsReply(status, more, text, file, offset, length);
    }

    private DfsReply withText(String body) {
        return new DfsReply(status, headers, body, file, offset, length);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
