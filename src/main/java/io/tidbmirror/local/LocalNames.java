package io.tidbmirror.local;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Converts between paths below a root and their names, with UTF-8 as the encoding of file names whatever the process's
 * locale is: under {@code LC_ALL=C} Java's own conversion loses every name that is not ASCII, while file URIs keep its bytes.
 */
final class LocalNames {
    private static final int ASCII = 0x80;

    private final Path root;
    private final int rootLength;
    private final String rootUri;

    LocalNames(Path root) {
        this.root = root;
        String text = root.toString();
        this.rootLength = text.length() + (text.endsWith(File.separator) ? 0 : 1);
        String uri = root.toUri().toString();
        this.rootUri = uri.endsWith("/") ? uri : uri + "/";
    }

    Path root() {
        return root;
    }

    /** The name of a path below the root, and given with it: {@code /} between segments, no escaping. */
    String name(Path path) {
        String name = path.toString().substring(rootLength).replace(File.separatorChar, '/');
        if (isAscii(name)) {
            return name;
        }
        String uri = path.toUri().toString().substring(rootUri.length());
        String trimmed = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        return URLDecoder.decode(trimmed.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * The path of a name.
     *
     * @throws IOException if it does not lie below the root
     */
    Path path(String name) throws IOException {
        try {
            Path path = isAscii(name) ? root.resolve(name) : Path.of(URI.create(rootUri + encode(name)));
            if (name.isEmpty() || !path.normalize().equals(path) || !path.startsWith(root) || path.equals(root)) {
                throw new IOException("path leaves the changefeed's folder: " + name);
            }
            return path;
        } catch (InvalidPathException e) {
            throw new IOException("no file can have the name " + name, e);
        }
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= ASCII) {
                return false;
            }
        }
        return true;
    }

    private static String encode(String name) {
        StringBuilder uri = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c == '/' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (plain) {
                uri.append(c);
            } else {
                uri.append(String.format("%%%02X", (int) c));
            }
        }
        return uri.toString();
    }
}
