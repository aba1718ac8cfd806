package io.tidbmirror.emulator;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A file or a folder.
 *
 * @param path where it is on disk
 * @param folder whether it is a folder
 * @param size bytes of a file
 * @param stamp time of the last change of a file or of the creation of a folder, in microseconds; no two are ever equal
 */
record Node(Path path, boolean folder, long size, long stamp) {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    String etag() {
        return "\"0x" + Long.toHexString(stamp).toUpperCase(Locale.ROOT) + "\"";
    }

    String date() {
        return HTTP_DATE.format(Instant.EPOCH.plus(stamp, ChronoUnit.MICROS));
    }

    String name() {
        return String.valueOf(path.getFileName());
    }
}
