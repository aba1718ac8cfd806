package io.tidbmirror.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Values as TiDB prints them. */
final class Texts {

    private static final int SECONDS = 8;

    private Texts() {}

    static String integer(String number) {
        return new BigDecimal(number).setScale(0, RoundingMode.HALF_UP).toPlainString();
    }

    static String decimal(String number, int scale) {
        return new BigDecimal(number).setScale(scale, RoundingMode.HALF_UP).toPlainString();
    }

    static String plain(String number) {
        BigDecimal value = new BigDecimal(number);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** BIT values are shown as their bytes. */
    static String bits(long value, int width) {
        int digits = (width + 7) / 8 * 2;
        String hex = Long.toHexString(value);
        return "0x" + "0".repeat(Math.max(0, digits - hex.length())) + hex;
    }

    /** Zero bytes behind a hexadecimal text, up to a length in bytes. */
    static String padded(String hex, int bytes) {
        int have = (hex.length() - 2) / 2;
        return hex + "00".repeat(Math.max(0, bytes - have));
    }

    /** A date, a date with time or a time, with exactly so many digits behind the second; only zeros are cut off. */
    static String time(String text, int digits, boolean moment) {
        String whole = moment && text.indexOf(':') < 0 ? text + " 00:00:00" : text;
        int point = whole.indexOf('.');
        String seconds = point < 0 ? whole : whole.substring(0, point);
        return seconds + fraction(point < 0 ? "" : whole.substring(point + 1), digits);
    }

    static String fraction(String have, int digits) {
        if (have.length() > digits && !have.substring(digits).replace("0", "").isEmpty()) {
            throw new AssertionError("model: ." + have + " does not fit " + digits + " digits");
        }
        String all = String.format(Locale.ROOT, "%-" + SECONDS + "s", have).replace(' ', '0');
        return digits <= 0 ? "" : "." + all.substring(0, digits);
    }
}
