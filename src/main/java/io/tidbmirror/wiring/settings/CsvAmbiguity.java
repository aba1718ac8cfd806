package io.tidbmirror.wiring.settings;

import io.tidbmirror.change.FatalException;
import java.util.function.IntPredicate;

/**
 * Refuses CSV options under which two different rows have the same bytes. What is written: numbers, NULL, {@code true} and
 * {@code false} stand bare; text stands in quotes with only the quote doubled; with an empty quote, CR, LF, backslash and
 * the delimiter get a backslash and nothing else does (tiflow csv_message.go).
 */
final class CsvAmbiguity {
    private static final int MOST_ASCII = 0x7F;

    private final CsvSettings csv;
    private final String terminator;

    private CsvAmbiguity(CsvSettings csv, String terminator) {
        this.csv = csv;
        this.terminator = terminator;
    }

    static void check(CsvSettings csv, String terminator) {
        CsvAmbiguity ambiguity = new CsvAmbiguity(csv, terminator);
        ambiguity.checkDelimiter();
        ambiguity.checkTerminator();
        ambiguity.checkNull();
        if (csv.quote().isEmpty()) {
            ambiguity.checkUnquotedText();
        } else {
            ambiguity.checkQuote();
        }
    }

    private void checkDelimiter() {
        refuseIf(
                all(csv.delimiter(), CsvAmbiguity::inNumber)
                        || "true".contains(csv.delimiter())
                        || "false".contains(csv.delimiter()),
                CsvSettings.DELIMITER,
                csv.delimiter(),
                "can occur inside of a number or flag, which are written bare");
    }

    private void checkTerminator() {
        refuseIf(
                clash(terminator, csv.delimiter()),
                FeedSettings.TERMINATOR,
                terminator,
                "holds the delimiter or is held by it");
        refuseIf(
                all(terminator, CsvAmbiguity::inNumber),
                FeedSettings.TERMINATOR,
                terminator,
                "can occur inside of a number, which is written bare");
    }

    private void checkNull() {
        refuseIf(
                clash(csv.nullToken(), csv.delimiter()) || csv.nullToken().contains(terminator),
                CsvSettings.NULL,
                csv.nullToken(),
                "holds the delimiter or the terminator");
        refuseIf(
                csv.nullToken().contains("\r") || csv.nullToken().contains("\n"),
                CsvSettings.NULL,
                csv.nullToken(),
                "holds a line break");
        refuseIf(
                !csv.nullToken().isEmpty() && all(csv.nullToken(), CsvAmbiguity::inNumber),
                CsvSettings.NULL,
                csv.nullToken(),
                "can be a number, which is written bare like NULL");
    }

    private void checkQuote() {
        refuseIf(
                csv.delimiter().contains(csv.quote()),
                CsvSettings.DELIMITER,
                csv.delimiter(),
                "holds the quote " + csv.quote());
        refuseIf(
                terminator.contains(csv.quote()),
                FeedSettings.TERMINATOR,
                terminator,
                "holds the quote " + csv.quote());
        refuseIf(
                csv.nullToken().contains(csv.quote()),
                CsvSettings.NULL,
                csv.nullToken(),
                "holds the quote " + csv.quote());
        refuseIf(
                all(csv.quote(), CsvAmbiguity::inNumber),
                CsvSettings.QUOTE,
                csv.quote(),
                "can begin a number, which is written bare");
    }

    private void checkUnquotedText() {
        refuseIf(
                any(csv.delimiter(), c -> c > MOST_ASCII),
                CsvSettings.DELIMITER,
                csv.delimiter(),
                "is no ASCII text: while " + CsvSettings.QUOTE.name()
                        + " is empty, TiCDC turns each byte of it within a value into a character of its own");
        refuseIf(
                any(csv.delimiter(), c -> c == '\\' || c == 'r' || c == 'n'),
                CsvSettings.DELIMITER,
                csv.delimiter(),
                "cannot be told from an escape while " + CsvSettings.QUOTE.name() + " is empty");
        refuseIf(
                overlapsItself(csv.delimiter()),
                CsvSettings.DELIMITER,
                csv.delimiter(),
                "cannot be told from a value that ends like it while " + CsvSettings.QUOTE.name() + " is empty");
        refuseIf(
                !terminator.contains("\r") && !terminator.contains("\n"),
                FeedSettings.TERMINATOR,
                terminator,
                "can occur inside of text while " + CsvSettings.QUOTE.name() + " is empty: it needs a line break");
        refuseIf(
                canBeText(csv.nullToken()),
                CsvSettings.NULL,
                csv.nullToken(),
                "cannot be told from text while " + CsvSettings.QUOTE.name()
                        + " is empty: give the changefeed a quote, or a null with a backslash such as \\N");
    }

    /** Whether some text may be written like the token: its first backslash is none that text never holds. */
    private boolean canBeText(String token) {
        int slash = token.indexOf('\\');
        if (slash < 0 || slash + 1 == token.length()) {
            return true; // a last backslash would read as an escape of the delimiter behind it
        }
        char escaped = token.charAt(slash + 1);
        return "\\rn".indexOf(escaped) >= 0 || csv.delimiter().indexOf(escaped) >= 0;
    }

    private static boolean overlapsItself(String delimiter) {
        for (int length = 1; length < delimiter.length(); length++) {
            if (delimiter.startsWith(delimiter.substring(delimiter.length() - length))) {
                return true;
            }
        }
        return false;
    }

    private static boolean clash(String a, String b) {
        return a.contains(b) || (!a.isEmpty() && b.contains(a));
    }

    private static boolean inNumber(int c) {
        return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e';
    }

    private static boolean all(String text, IntPredicate test) {
        return text.chars().allMatch(test);
    }

    private static boolean any(String text, IntPredicate test) {
        return text.chars().anyMatch(test);
    }

    private static void refuseIf(boolean wrong, Setting<?> setting, String value, String reason) {
        if (wrong) {
            String shown = value.replace("\t", "\\t").replace("\r", "\\r").replace("\n", "\\n");
            throw FatalException.configuration(setting.name() + "=" + shown + ": " + reason);
        }
    }
}
