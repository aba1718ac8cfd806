package io.tidbmirror.land;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A TiDB name as a path segment: injective, ASCII only, legal in URLs, OneLake and on every file system.
 *
 * <ul>
 *   <li>{@code A-Z a-z 0-9 _ -} stay as they are, every other UTF-8 byte becomes {@code ~} and two hexadecimal digits;
 *   <li>a leading {@code _} is escaped too, since Fabric ignores such items (open-mirroring.md section 1), and so is the
 *       first letter of a name that Windows reserves for devices;
 *   <li>the empty name is {@code ~};
 *   <li>what gets longer than {@link #MAX_LENGTH} is cut and ends in {@code ~~} and a hash of the name, which no shorter
 *       name contains: then only HEAD tells the name.
 * </ul>
 */
final class SafeName {
    static final int MAX_LENGTH = 110;

    private static final String CUT = "~~";
    private static final int HASH_BYTES = 16;
    private static final Pattern ESCAPE = Pattern.compile("~[0-9a-f]{2}");
    private static final Pattern DEVICE = Pattern.compile("con|prn|aux|nul|(com|lpt)[0-9]");
    private static final HexFormat HEX = HexFormat.of();

    private SafeName() {}

    static String encode(String name) {
        String full = escaped(name);
        return full.length() <= MAX_LENGTH ? full : hashed(name);
    }

    /** A segment for the name that no other name has, whatever the length, and that differs from {@link #encode}'s of a short name. */
    static String hashed(String name) {
        String full = escaped(name);
        int keep = Math.min(full.length(), MAX_LENGTH - CUT.length() - 2 * HASH_BYTES);
        while (keep > 0 && full.lastIndexOf('~', keep - 1) > keep - 3) {
            keep--;
        }
        byte[] hash = sha256().digest(utf8(name));
        return full.substring(0, keep) + CUT + HEX.formatHex(hash, 0, HASH_BYTES);
    }

    private static String escaped(String name) {
        if (name.isEmpty()) {
            return "~";
        }
        boolean device = DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches();
        StringBuilder segment = new StringBuilder(name.length() + 8);
        for (byte b : utf8(name)) {
            boolean first = segment.isEmpty();
            if (isPlain(b) && !(first && (b == '_' || device))) {
                segment.append((char) b);
            } else {
                segment.append('~').append(HEX.toHexDigits(b));
            }
        }
        return segment.toString();
    }

    private static boolean isPlain(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_' || b == '-';
    }

    /** UTF-8, with a lone surrogate as three bytes of its own instead of a question mark, so that names stay distinct. */
    private static byte[] utf8(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(name.length() + 8);
        name.codePoints().forEach(point -> {
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                bytes.write(0xE0 | (point >> 12));
                bytes.write(0x80 | ((point >> 6) & 0x3F));
                bytes.write(0x80 | (point & 0x3F));
            } else {
                bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    /** The name of a segment that {@link #encode} did not have to cut. */
    static String decode(String segment) {
        if (segment.equals("~")) {
            return "";
        }
        if (segment.contains(CUT)) {
            throw new IllegalArgumentException(segment + " holds a hash instead of the whole name");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            if (segment.charAt(i) != '~') {
                bytes.write(segment.charAt(i));
            } else if (ESCAPE.matcher(segment).region(i, segment.length()).lookingAt()) {
                bytes.write(HexFormat.fromHexDigits(segment, i + 1, i + 3));
                i += 2;
            } else {
                throw new IllegalArgumentException("no encoded name: " + segment);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
