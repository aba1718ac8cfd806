package io.tidbmirror.wiring.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Camel and TiCDC users write them: {@code 2s}, {@code 10 s}, {@code 500ms}, {@code 1m30s}; a bare number is
 * milliseconds.
 */
final class DurationReader {
    private static final Pattern PART = Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*([a-z]*)");
    private static final Map<String, Long> MILLIS = Map.ofEntries(
            Map.entry("ms", 1L),
            Map.entry("s", 1_000L),
            Map.entry("sec", 1_000L),
            Map.entry("m", 60_000L),
            Map.entry("min", 60_000L),
            Map.entry("h", 3_600_000L),
            Map.entry("d", 86_400_000L));
    private static final BigDecimal MOST_MILLIS = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final String FORM = "not a duration; write a number with ms, s, m (or min), h or d, such as 2s";

    private DurationReader() {}

    /** A duration of at least a millisecond. */
    static Duration read(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        boolean bare = !trimmed.isEmpty() && trimmed.chars().allMatch(c -> c >= '0' && c <= '9');
        BigDecimal millis = bare ? new BigDecimal(trimmed) : sum(trimmed);
        if (millis.compareTo(BigDecimal.ONE) < 0) {
            throw new IllegalArgumentException("shorter than a millisecond");
        }
        if (millis.compareTo(MOST_MILLIS) > 0) {
            throw new IllegalArgumentException("longer than 24 days");
        }
        return Duration.ofMillis(millis.longValue());
    }

    private static BigDecimal sum(String text) {
        Matcher part = PART.matcher(text);
        BigDecimal millis = BigDecimal.ZERO;
        int end = 0;
        do {
            part.region(end, text.length());
            Long unit = part.lookingAt() ? MILLIS.get(part.group(2)) : null;
            if (unit == null) {
                throw new IllegalArgumentException(FORM);
            }
            millis = millis.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
            end = part.end();
        } while (end < text.length());
        return millis;
    }
}
