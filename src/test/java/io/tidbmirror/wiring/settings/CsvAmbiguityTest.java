package io.tidbmirror.wiring.settings;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A CSV dialect in which two rows could be written alike is refused, with the key to change. */
class CsvAmbiguityTest extends CheckedSettings {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ' ',
            value = {
                "'' cannot_be_told_from_text",
                "NULL cannot_be_told_from_text",
                "\\\\ cannot_be_told_from_text",
                "\\r cannot_be_told_from_text",
                "a\\nb cannot_be_told_from_text",
                "\\ cannot_be_told_from_text",
                "a,b holds_the_delimiter",
                "0 can_be_a_number",
                "1e-05 can_be_a_number"
            })
    void nullTokensThatTextOrNumbersCanBeAreRefusedWithoutAQuote(String token, String reason) {
        String value = token.equals("''") ? "" : token;
        assertRefused(Map.of("feed.csv.quote", "", "feed.csv.null", value))
                .startsWith("feed.csv.null=" + value + ": ")
                .contains(reason.replace('_', ' '));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"\\N", "\\NULL", "a\\Nb"})
    void nullTokensThatNoTextIsWrittenLikeAreAcceptedWithoutAQuote(String token) {
        assertAccepted(Map.of("feed.csv.quote", "", "feed.csv.null", token));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"``", "NULL", "\\N", "null", "-e-x"})
    void withAQuoteAnyTokenThatIsNoNumberIsAccepted(String token) {
        assertAccepted(Map.of("feed.csv.null", token));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "3.14", "1e+06"})
    void aNullTokenThatCanBeANumberIsRefusedEvenWithAQuote(String token) {
        assertRefused(Map.of("feed.csv.null", token)).contains("can be a number");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ' ',
            value = {
                "feed.csv.delimiter 1 can_occur_inside_of_a_number",
                "feed.csv.delimiter .-. can_occur_inside_of_a_number",
                "feed.csv.delimiter ru can_occur_inside_of_a_number_or_flag",
                "feed.csv.delimiter al can_occur_inside_of_a_number_or_flag",
                "feed.csv.delimiter \"| holds_the_quote",
                "feed.csv.null a\"b holds_the_quote",
                "feed.terminator \"\\n holds_the_quote",
                "feed.terminator ,\\n holds_the_delimiter",
                "feed.terminator 0 can_occur_inside_of_a_number",
                "feed.csv.quote 7 can_begin_a_number"
            })
    void optionsThatClashAreRefused(String key, String value, String reason) {
        assertRefused(Map.of(key, value)).startsWith(key + "=").contains(reason.replace('_', ' '));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ' ',
            value = {
                "feed.csv.delimiter n cannot_be_told_from_an_escape",
                "feed.csv.delimiter \\| cannot_be_told_from_an_escape",
                "feed.csv.delimiter ** cannot_be_told_from_a_value_that_ends_like_it",
                "feed.csv.delimiter |+| cannot_be_told_from_a_value_that_ends_like_it",
                "feed.csv.delimiter £ is_no_ASCII_text",
                "feed.terminator ; can_occur_inside_of_text"
            })
    void optionsThatNeedAQuoteAreRefusedWithoutOne(String key, String value, String reason) {
        assertRefused(Map.of("feed.csv.quote", "", key, value)).contains(reason.replace('_', ' '));
        assertAccepted(Map.of(key, value));
    }
}
