package io.tidbmirror.wiring.settings;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes: {@code 67108864}, {@code 64MiB}, {@code 64 MiB}; KiB, MiB, GiB count by 1024 and kB, MB, GB by 1000. */
final class SizeReader {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([a-z]*)");
    private static final Map<String, Long> BYTES = Map.of(
            "", 1L,
            "b", 1L,
            "kib", 1L << 10,
            "mib", 1L << 20,
            "gib", 1L << 30,
            "kb", 1_000L,
            "mb", 1_000_000L,
            "gb", 1_000_000_000L);

    private SizeReader() {}

    static long read(String text) {
        Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        Long unit = form.matches() ? BYTES.get(form.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("not a size; write a number with KiB, MiB or GiB, such as 64MiB");
        }
        BigDecimal bytes = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(BigDecimal.ONE) < 0 || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("not between 1 byte and 8 EiB");
        }
        return bytes.longValue();
    }
}
