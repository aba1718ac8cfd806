package io.tidbmirror.benchmark;

import java.time.LocalDate;
import java.util.SplittableRandom;

/** Draws values: the same from the same seed, on every machine. */
final class Draw {
    private static final long SECOND = 1_000_000;
    private static final long DAY = 86_400 * SECOND;
    private static final long MARCH_2024 = LocalDate.of(2024, 3, 1).toEpochDay() * DAY;

    private static final String[] STATES = {"new", "paid", "packed", "shipped", "returned", "cancelled"};
    private static final String[] CURRENCIES =
            "EUR USD GBP JPY CNY CHF SEK NOK DKK PLN CZK HUF AUD CAD INR BRL MXN ZAR SGD HKD".split(" ");
    private static final String[] COLOURS = {"red", "green", "blue", "black", "white", "yellow"};
    private static final String[] WORDS =
            ("the parcel goes to the shop next door if nobody is at home ring twice and wait a"
                            + " moment please wrap it as a gift with a small card handle with care glass inside the first driver"
                            + " did not find the house send the invoice by mail use paper only no foil express was promised for"
                            + " monday call back before noon pallet two north hall one item was damaged and is replaced the rest"
                            + " follows")
                    .split(" ");
    private static final String[] FOREIGN = {"Grüße", "naïve", "日本語", "Łódź", "São", "żółć", "Ελλάδα", "🎁"};

    private final SplittableRandom random;
    private long key;
    private long micros = MARCH_2024;

    Draw(long seed) {
        random = new SplittableRandom(seed);
        key = 1_000_000_000L + seed * 10_000_000L;
        micros += seed * DAY;
    }

    /** Goes on to the next row: a later key, at most two seconds later. */
    void advance() {
        key += 1 + random.nextInt(3);
        micros += random.nextInt(2_000_000);
    }

    /** True in {@code tenths} of ten cases. */
    boolean chance(int tenths) {
        return random.nextInt(10) < tenths;
    }

    Object orNull(int tenths, Object value) {
        return chance(tenths) ? null : value;
    }

    int next(int bound) {
        return random.nextInt(bound);
    }

    Object key() {
        return Long.toString(key);
    }

    /** Seldom above the greatest signed number. */
    Object unsignedKey() {
        return random.nextInt(1_000) == 0 ? Long.toUnsignedString(key | Long.MIN_VALUE) : Long.toString(key);
    }

    Object below(long bound) {
        return Long.toString(random.nextLong(bound));
    }

    Object signed(long bound) {
        return Long.toString(random.nextLong(-bound / 8, bound));
    }

    /** Small numbers are more frequent. */
    long skewed(long bound) {
        double x = random.nextDouble();
        return (long) (x * x * x * bound);
    }

    Object orderNumber() {
        return "ORD-2024-" + digits(key, 10) + "-" + (char) ('A' + random.nextInt(26))
                + (char) ('A' + random.nextInt(26));
    }

    Object state() {
        return STATES[Math.min(STATES.length - 1, random.nextInt(9))];
    }

    Object currency() {
        return CURRENCIES[(int) skewed(CURRENCIES.length)];
    }

    /** One of {@code every} has all digits of a double; the others have three behind the point. */
    Object real(int every) {
        return random.nextInt(every) == 0
                ? Double.toString(1 + random.nextDouble() * 999)
                : trimmed(decimal(random.nextInt(1_000_000), 3));
    }

    private static String trimmed(String decimal) {
        int end = decimal.length();
        while (decimal.charAt(end - 1) == '0') {
            end--;
        }
        return decimal.substring(0, decimal.charAt(end - 1) == '.' ? end - 1 : end);
    }

    Object now() {
        return dateTime(micros);
    }

    Object lately() {
        return dateTime(micros - random.nextInt(1_000_000_000));
    }

    /** A day up to so many days later, or earlier. */
    Object day(int days) {
        return date(micros + (days < 0 ? -1 : 1) * DAY * random.nextInt(Math.abs(days)));
    }

    private static String dateTime(long micros) {
        long second = micros / SECOND % 86_400;
        return date(micros) + " " + digits(second / 3_600, 2) + ":" + digits(second / 60 % 60, 2) + ":"
                + digits(second % 60, 2) + "." + digits(micros % SECOND, 6);
    }

    private static String date(long micros) {
        return LocalDate.ofEpochDay(micros / DAY).toString();
    }

    /** Words with now and then a quote, a line break, a letter outside of ASCII, or what looks like NULL. */
    Object note() {
        if (random.nextInt(2_000) == 0) {
            return "\\N";
        }
        StringBuilder text = new StringBuilder();
        int words = 4 + random.nextInt(16);
        for (int i = 0; i < words; i++) {
            text.append(i == 0 ? "" : random.nextInt(8) == 0 ? ", " : " ");
            text.append(random.nextInt(50) == 0 ? FOREIGN[random.nextInt(FOREIGN.length)] : word());
        }
        int kind = random.nextInt(100);
        if (kind < 5) {
            return "\"" + text + "\"";
        }
        return kind == 5 ? text + "\r\n" + word() : text.toString();
    }

    Object json() {
        StringBuilder text = new StringBuilder("{\"color\": \"").append(COLOURS[random.nextInt(COLOURS.length)]);
        text.append("\", \"gift\": ").append(chance(2)).append(", \"size\": ").append(random.nextInt(60));
        text.append(", \"tags\": [");
        int tags = random.nextInt(4);
        for (int i = 0; i < tags; i++) {
            text.append(i == 0 ? "\"" : ", \"").append(word()).append('"');
        }
        return text.append("]}").toString();
    }

    Object bytes() {
        byte[] bytes = new byte[20 + random.nextInt(74)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String word() {
        return WORDS[random.nextInt(WORDS.length)];
    }

    /** One of so many different words. */
    Object word(int different) {
        int number = random.nextInt(different);
        return WORDS[number * 7 % WORDS.length] + "_" + number;
    }

    Object letters() {
        StringBuilder text = new StringBuilder();
        int length = 12 + random.nextInt(18);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        if (random.nextInt(50) == 0) {
            text.insert(4, ',');
        }
        if (random.nextInt(100) == 0) {
            text.insert(3, '"');
        }
        return text.toString();
    }

    static String decimal(long unscaled, int scale) {
        long one = 1;
        for (int i = 0; i < scale; i++) {
            one *= 10;
        }
        long size = Math.abs(unscaled);
        return (unscaled < 0 ? "-" : "") + size / one + "." + digits(size % one, scale);
    }

    private static String digits(long number, int width) {
        String text = Long.toString(number);
        return "0".repeat(Math.max(0, width - text.length())) + text;
    }
}
