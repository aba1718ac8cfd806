package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Text of the spec corpora: control characters are written visibly, a backslash doubled; {@code \N} stays as it is. */
final class VisibleText {
    private VisibleText() {}

    /** Bytes as UTF-8. */
    static byte[] bytes(String visible) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < visible.length(); i++) {
            char next = i + 1 < visible.length() ? visible.charAt(i + 1) : 0;
            if (visible.charAt(i) == '\\' && "rnt\\".indexOf(next) >= 0) {
                out.write("\r\n\t\\".charAt("rnt\\".indexOf(next)));
                i++;
            } else if (visible.charAt(i) == '\\' && next == 'x') {
                out.write(Integer.parseInt(visible.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                out.writeBytes(visible.substring(i, i + 1).getBytes(UTF_8));
            }
        }
        return out.toByteArray();
    }
}
