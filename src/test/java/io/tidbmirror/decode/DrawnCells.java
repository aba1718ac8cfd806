package io.tidbmirror.decode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** Cells of CSV rows: drawn ones of every type, and odd ones that are tried in every column. */
final class DrawnCells {
    static final String[] ODD = {
        "\\N",
        "",
        "\"\"",
        "\"\\N\"",
        "0",
        "-0",
        "00",
        "-",
        "\"-\"",
        "+1",
        "1 ",
        "\"1\"",
        "NULL",
        "\"\"\"\"",
        "\"a\"b\"",
        "a,b",
        "\"0000-00-00\"",
        "\"2024-00-10\"",
        "\"2023-02-29\"",
        "\"2024-02-29\"",
        "\"1900-02-29\"",
        "\"2024-12-31\"",
        "\"2024-04-31\"",
        "\"2024-01-32\"",
        "\"2024-01-0:\"",
        "\"2024-13-01\"",
        "\"2024-01-10x\"",
        "\"2024-00-10 10:00:00.000001\"",
        "\"2024-04-31 10:00:00\"",
        "\"2024-01-31 23:59:60\"",
        "\"2024-01-31 23:59:59.000001\"",
        "\"2024-01-31 23:59:59.0000001\"",
        "\"2024-01-31 23:59:59.00000:\"",
        "\"2024-01-31T23:59:59\"",
        "\"2024-01-31 23:59:5/.5\"",
        "\"0000-00-00 00:00:00\"",
        "\"2024-02-29 24:00:00\"",
        "1e5",
        "1E5",
        "NaN",
        "1.",
        ".5",
        "\".5\"",
        "1.0000000000000002",
        "123456789012345678",
        "123456789012345678.5",
        "0.00000000",
        "-0.000000000000000",
        "12345678.12345678",
        "0.12345678901234567",
        "1.2345678901234567",
        "123.4567890123456a",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999",
        "\"\r\n\"",
        "\"é\"",
        "\"\u65e5\"",
        "\"99999999.99\"",
        "\"100000000.00\"",
        "\"-0.00\"",
        "\"1.5\"",
        "\"1.555\"",
        "1.50",
        "2155",
        "1900",
        "\"deadbeefdeadbeef\"",
        "-300",
        "300",
        "-70000",
        "3000000000",
        "-3000000000",
        "\"2024-01-31T23:59:59.000001\"",
        "\"2024-01-31 23:59:59x000001\"",
        "\"2024-01-31 23:59:59.\"",
        "\"2024-01x10\"",
        "\"-0.12345\"",
        "\"1x50\"",
        "\"1.5x\"",
        "\"01.50\"",
        "\"AP9cTh==\"",
        "\"AP=cTg==\"",
        "\"AP9cT\"",
        "\"a\u0001b\"",
        "\"\u0001\""
    };

    private DrawnCells() {}

    /** A value of a column of {@link DrawnTable}, as TiCDC writes it. */
    static String value(int column, CsvOptions options, SplittableRandom random) {
        int digits = random.nextInt(1, 19);
        long number = random.nextLong(-Digits.power(digits - 1) + 1, Digits.power(digits - 1));
        String date =
                String.format("%04d-%02d-%02d", random.nextInt(1, 9999), random.nextInt(1, 13), random.nextInt(1, 29));
        String clock = String.format("%02d:%02d:%02d", random.nextInt(24), random.nextInt(60), random.nextInt(60));
        byte[] blob = new byte[random.nextInt(40)];
        random.nextBytes(blob);
        blob = blob.length < 12 ? new byte[] {-1, -2, -3} : blob;
        return switch (column) {
            case 0, 3 -> Integer.toString((int) number);
            case 1 -> Byte.toString((byte) number);
            case 2 -> Integer.toString((int) number & 0xFFFF);
            case 4 -> Long.toString(random.nextInt(3) == 0 ? random.nextLong() : number);
            case 5 -> Long.toUnsignedString(random.nextInt(3) == 0 ? random.nextLong() : Math.abs(number));
            case 6 -> '"' + decimal(random.nextLong(-9999999999L, 9999999999L), 2) + '"';
            case 7 -> "\"" + number + '"';
            case 8 -> '"' + decimal(random.nextInt(100_000), 5) + '"';
            case 9 -> '"' + decimal(random.nextLong(), 4) + '"';
            case 10 -> Float.toString(random.nextInt(-100_000, 100_000) / 100f);
            case 11 ->
                random.nextBoolean()
                        ? decimal(number, 3)
                        : Double.toString(random.nextDouble()).replace('E', 'e');
            case 12 -> Long.toString(Math.abs(number));
            case 13 -> '"' + date + ' ' + clock + (random.nextBoolean() ? "." + random.nextInt(1_000_000) : "") + '"';
            case 14 -> '"' + date + ' ' + clock + String.format(".%03d", random.nextInt(1000)) + '"';
            case 15 -> '"' + date + '"';
            case 16 -> "\"-" + clock + '"';
            case 17 -> Integer.toString(random.nextInt(1901, 2156));
            case 21 ->
                '"'
                        + (options.binaryEncoding() == BinaryEncoding.HEX
                                ? HexFormat.of().formatHex(blob)
                                : Base64.getEncoder().encodeToString(blob))
                        + '"';
            case 22 -> Integer.toString(random.nextInt(256));
            default -> '"' + text(random).replace("\"", "\"\"") + '"';
        };
    }

    private static String decimal(long unscaled, int scale) {
        return new BigDecimal(BigInteger.valueOf(unscaled), scale).toPlainString();
    }

    private static String text(SplittableRandom random) {
        String alphabet =
                random.nextInt(3) == 0 ? "\"\"\"a,\r\n\\" : random.nextInt(3) == 0 ? "abé日🎁\"" : "abcdefgh, ";
        int[] points = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(random.nextInt(4) == 0 ? 200 : 50); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
