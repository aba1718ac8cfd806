package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.ZeroDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts become values, or are refused with the key, the text and the form that is wanted. */
class ReadingTest {
    @ParameterizedTest
    @CsvSource({
        "2s, 2000",
        "10 s, 10000",
        "500ms, 500",
        "1500, 1500",
        "5m, 300000",
        "5 min, 300000",
        "1m30s, 90000",
        "1h 30m, 5400000",
        "1.5s, 1500",
        "2S, 2000",
        "1d, 86400000"
    })
    void durationsHaveUnitsAndABareNumberIsMilliseconds(String text, long millis) {
        assertThat(Settings.parse(Map.of("feed.poll-interval", text)).feed().pollInterval())
                .hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "2 fortnights",
                "-1s",
                "2s3",
                "two",
                "0",
                "0s",
                "100us",
                "40d",
                "20d20d",
                "99999999999999999999"
            })
    void durationsInOtherFormsAreRefused(String text) {
        assertThat(refusal("batch.max-age", text)).startsWith("batch.max-age=" + text + ": ");
    }

    @ParameterizedTest
    @CsvSource({
        "67108864, 67108864",
        "64MiB, 67108864",
        "64 MiB, 67108864",
        "64mib, 67108864",
        "1KiB, 1024",
        "1 GiB, 1073741824",
        "1MB, 1000000",
        "0.5MiB, 524288",
        "7, 7"
    })
    void sizesHaveUnitsAndABareNumberIsBytes(String text, long bytes) {
        assertThat(Settings.parse(Map.of("batch.max-bytes", text)).batch().maxBytes())
                .isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "64 parsecs", "MiB", "9999999999GiB"})
    void sizesInOtherFormsAreRefused(String text) {
        assertThat(refusal("batch.max-bytes", text)).startsWith("batch.max-bytes=" + text + ": ");
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "1 000 000, 1000000", "1_000_000, 1000000", "' 5 ', 5"})
    void numbersMayBeGrouped(String text, long rows) {
        assertThat(Settings.parse(Map.of("batch.max-rows", text)).batch().maxRows())
                .isEqualTo(rows);
    }

    @Test
    void limitsThatWouldNeverBeReachedOrAlwaysAreRefused() {
        assertThat(refusal("batch.max-rows", "0")).isEqualTo("batch.max-rows=0: less than 1");
        assertThat(refusal("batch.max-rows", "many")).isEqualTo("batch.max-rows=many: not a whole number");
        assertThat(refusal("mirror.shard.count", "0")).contains("not between 1 and 1000");
    }

    @Test
    void wordsAreReadInAnyCaseAndWrongOnesNameTheRightOnes() {
        assertThat(Settings.parse(Map.of("landing.zero-date", " TEXT "))
                        .landing()
                        .zeroDate())
                .isEqualTo(ZeroDate.TEXT);
        assertThat(refusal("mirror.format", "avro")).isEqualTo("mirror.format=avro: not one of csv, canal-json");
        assertThat(refusal("mirror.once", "yes")).isEqualTo("mirror.once=yes: neither true nor false");
        assertThat(refusal("mirror.input", "no route")).contains("not a word");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"\\t, 9", "|, 124"})
    void aDelimiterIsARealCharacterOrItsEscape(String text, int character) {
        assertThat(csv(text).delimiter()).isEqualTo(String.valueOf((char) character));
    }

    @Test
    void realControlCharactersAreTakenAsTheyAre() {
        assertThat(csv("\t").delimiter()).isEqualTo("\t");
        assertThat(terminator("\n")).isEqualTo("\n").isEqualTo(terminator("\\n"));
        assertThat(terminator("\r\n")).isEqualTo("\r\n").isEqualTo(terminator("\\r\\n"));
        assertThat(csv("|+|").delimiter()).isEqualTo("|+|");
        assertThat(csv(" ").delimiter()).isEqualTo(" ");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "feed.csv.delimiter, ``, not 1 to 3 bytes",
                "feed.csv.delimiter, ||||, not 1 to 3 bytes",
                "feed.csv.delimiter, a\\n, holds a line break",
                "feed.csv.quote, \"\", longer than one byte",
                "feed.csv.quote, é, longer than one byte",
                "feed.csv.binary-encoding-method, base32, `not one of base64, hex`"
            })
    void csvOptionsOutsideOfTicdcsLimitsAreRefused(String key, String value, String reason) {
        assertThat(refusal(key, value)).isEqualTo(key + "=" + value + ": " + reason);
    }

    @ParameterizedTest
    @CsvSource({
        "mirror.inptu, mirror.input",
        "feed.csv.delimeter, feed.csv.delimiter",
        "feed.csv.include_commit_ts, feed.csv.include-commit-ts",
        "feed.output-raw-change-events, feed.output-raw-change-event",
        "feed.csv.terminator, feed.terminator",
        "tables.includes, tables.include",
        "tables.shop.orders.keys-columns, tables.shop.orders.key-columns",
        "landing.zonee, landing.zone",
        "batch.maxrows, batch.max-rows",
        "event-grid.queues, event-grid.queue"
    })
    void anUnknownKeyIsRefusedWithTheNearestKnownName(String key, String nearest) {
        assertThat(refusal(key, "x")).isEqualTo(key + ": unknown key; did you mean " + nearest + "?");
    }

    @Test
    void allUnknownKeysAreNamedAtOnce() {
        assertThat(refused(Map.of("batch.max-row", "1", "feed.locaton", "x")).getMessage())
                .contains("batch.max-row: unknown key")
                .contains("feed.locaton: unknown key");
    }

    @Test
    void keysOfOtherPrefixesArePassedOn() {
        Map<String, String> others = Map.of(
                "camel.main.name", "m", "my.route.folder", "in", "kafka.max.poll.records", "5", "azure.client-id", "c");

        assertThat(Settings.parse(others).properties()).containsAllEntriesOf(others);
    }

    @Test
    void changefeedOptionsHaveTwoNamesAndNotTwoValues() {
        String longName = "feed.cloud-storage-config.output-raw-change-event";

        assertThat(Settings.parse(Map.of(longName, "true")).feed().outputRawChangeEvent())
                .isTrue();
        assertThat(refused(Map.of(longName, "true", "feed.output-raw-change-event", "false"))
                        .getMessage())
                .isEqualTo(
                        "feed.output-raw-change-event is set twice under two names, to different values: set it under one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "feed.worker-count",
                "feed.cloud-storage-config.worker-count",
                "feed.flush-interval",
                "feed.file-size",
                "feed.cloud-storage-config.file-cleanup-cron-spec",
                "feed.cloud-storage-config.flush-concurrency",
                "feed.cloud-storage-config.output-column-id",
                "feed.spool-disk-quota",
                "feed.transaction-atomicity",
                "feed.encoder-concurrency",
                "feed.schema-registry",
                "feed.max-message-bytes",
                "feed.kafka-config.large-message-handle.large-message-handle-option",
                "feed.dispatchers"
            })
    void changefeedOptionsThatDoNotAffectReadingAreAccepted(String key) {
        assertThat(Settings.parse(Map.of(key, "7")).properties()).containsEntry(key, "7");
    }

    @Test
    void theProtocolIsTheDefaultOfTheFormat() {
        assertThat(Settings.parse(Map.of("feed.protocol", "canal-json"))
                        .mirror()
                        .format())
                .isEqualTo(Format.CANAL_JSON);
        assertThat(refused(Map.of("feed.protocol", "canal-json", "mirror.format", "csv"))
                        .getMessage())
                .isEqualTo("mirror.format=csv contradicts feed.protocol=canal-json: set one of them");
    }

    private static CsvSettings csv(String delimiter) {
        return Settings.parse(Map.of("feed.csv.delimiter", delimiter)).feed().csv();
    }

    private static String terminator(String text) {
        return Settings.parse(Map.of("feed.terminator", text)).feed().terminator();
    }

    private static String refusal(String key, String value) {
        return String.valueOf(refused(Map.of(key, value)).getMessage());
    }

    private static FatalException refused(Map<String, String> texts) {
        FatalException refusal = catchThrowableOfType(FatalException.class, () -> Settings.parse(texts));
        assertThat(refusal).as("refusal of " + texts).isNotNull();
        assertThat(refusal.exitCode()).isEqualTo(2);
        return refusal;
    }
}
