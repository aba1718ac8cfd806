package io.tidbmirror.wiring.settings;

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
        refuseDelimiterIf(
                all(csv.delimiter(), CsvAmbiguity::inNumber)
                        || "true".contains(csv.delimiter())
                        || "false".contains(csv.delimiter()),
                "can occur inside of a number or flag, which are written bare");
    }

    private void checkTerminator() {
        refuseTerminatorIf(clash(terminator, csv.delimiter()), "holds the delimiter or is held by it");
        refuseTerminatorIf(
                all(terminator, CsvAmbiguity::inNumber), "can occur inside of a number, which is written bare");
    }

    private void checkNull() {
        String token = csv.nullToken();
        refuseNullIf(
                clash(token, csv.delimiter()) || token.contains(terminator), "holds the delimiter or the terminator");
        refuseNullIf(holdsLineBreak(token), "holds a line break");
        refuseNullIf(
                !token.isEmpty() && all(token, CsvAmbiguity::inNumber),
                "can be a number, which is written bare like NULL");
    }

    private void checkQuote() {
        String held = "holds the quote " + csv.quote();
        refuseDelimiterIf(csv.delimiter().contains(csv.quote()), held);
        refuseTerminatorIf(terminator.contains(csv.quote()), held);
        refuseNullIf(csv.nullToken().contains(csv.quote()), held);
        if (all(csv.quote(), CsvAmbiguity::inNumber)) {
            throw CsvSettings.QUOTE.refusal(csv.quote(), "can begin a number, which is written bare");
        }
    }

    private void checkUnquotedText() {
        String unquoted = " while " + CsvSettings.QUOTE.name() + " is empty";
        refuseDelimiterIf(
                any(csv.delimiter(), c -> c > MOST_ASCII),
                "is no ASCII text:" + unquoted
                        + ", TiCDC turns each byte of it within a value into a character of its own");
        refuseDelimiterIf(
                any(csv.delimiter(), c -> c == '\\' || c == 'r' || c == 'n'),
                "cannot be told from an escape" + unquoted);
        refuseDelimiterIf(overlapsItself(csv.delimiter()), "cannot be told from a value that ends like it" + unquoted);
        refuseTerminatorIf(
                !holdsLineBreak(terminator), "can occur inside of text" + unquoted + ": it needs a line break");
        refuseNullIf(
                canBeText(csv.nullToken()),
                "cannot be told from text" + unquoted
                        + ": give the changefeed a quote, or a null with a backslash such as \\N");
    }

    private void refuseDelimiterIf(boolean wrong, String reason) {
        if (wrong) {
            throw CsvSettings.DELIMITER.refusal(csv.delimiter(), reason);
        }
    }

    private void refuseTerminatorIf(boolean wrong, String reason) {
        if (wrong) {
            throw FeedSettings.TERMINATOR.refusal(terminator, reason);
        }
    }

    private void refuseNullIf(boolean wrong, String reason) {
        if (wrong) {
            throw CsvSettings.NULL.refusal(csv.nullToken(), reason);
        }
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

    private static boolean holdsLineBreak(String text) {
        return text.contains("\r") || text.contains("\n");
    }
}
