package io.tidbmirror.wiring.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place that a setting names.
 *
 * @param scheme {@code file} or the scheme of the URL, in lower case
 * @param text as written
 */
public record Location(String scheme, String text) {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*", Pattern.DOTALL);

    /** Text without a scheme is a path of the file system; one letter before a colon is a drive. */
    static Location parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        Matcher matcher = SCHEME.matcher(trimmed);
        Location location =
                new Location(matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "file", trimmed);
        if (location.isFolder()) {
            location.folder();
        }
        return location;
    }

    public boolean isFolder() {
        return scheme.equals("file");
    }

    /** The folder of a {@code file:} location; characters are taken as they stand, without percent-decoding. */
    public Path folder() {
        String path = text.regionMatches(true, 0, "file:", 0, 5) ? text.substring(5) : text;
        if (path.startsWith("//localhost/")) {
            path = path.substring("//localhost".length());
        } else if (path.startsWith("//")) {
            path = path.substring(2);
        }
        if (path.isEmpty()) {
            throw new IllegalArgumentException("names no folder");
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException invalid) {
            throw new IllegalArgumentException("not a path: " + invalid.getReason(), invalid);
        }
    }

    /** The location without what may be a secret: what follows a question mark, and a user before the host. */
    @Override
    public String toString() {
        if (isFolder()) {
            return text;
        }
        int query = text.indexOf('?');
        return (query < 0 ? text : text.substring(0, query) + "?…").replaceFirst("//[^/]*@", "//…@");
    }
}
