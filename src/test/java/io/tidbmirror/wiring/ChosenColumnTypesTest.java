package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Column;
import io.tidbmirror.corpus.GoldenCorpus;
import io.tidbmirror.corpus.Variant;
import io.tidbmirror.feed.FeedSnapshot;
import io.tidbmirror.feed.TableFeed;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code tables.<schema>.<table>.columns.<column>.as} decides the landed type of one column. */
class ChosenColumnTypesTest {
    private static FeedSnapshot poll(Map<String, String> keys) throws IOException {
        Variant variant = GoldenCorpus.open().variant("classic", "types", "csv-recommended");
        Map<String, String> given = new LinkedHashMap<>(variant.toProperties());
        given.putAll(keys);
        given.put("feed.location", variant.sink().toUri().toString());
        Settings settings = Settings.parse(given);
        return FeedReaders.of(Objects.requireNonNull(settings.feed().location()), settings)
                .poll();
    }

    private static TableFeed table(String name, Map<String, String> keys) throws IOException {
        return poll(keys).tables().stream()
                .filter(table -> table.table().table().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String landed(TableFeed table, String column) {
        return table.versions().get(0).schema().columns().stream()
                .filter(each -> each.name().equals(column))
                .map(Column::value)
                .findFirst()
                .orElseThrow()
                .text();
    }

    @Test
    void eachChoiceHasItsType() throws IOException {
        TableFeed ints = table(
                "ints",
                Map.of("tables.kinds.ints.columns.BU.as", "bigint", "tables.kinds.ints.columns.b64.as", "text"));
        assertThat(landed(ints, "bu")).isEqualTo("INT64");
        assertThat(landed(ints, "b64")).isEqualTo("TEXT");
        assertThat(landed(ints, "b")).isEqualTo("INT64");
        TableFeed numbers = table(
                "numbers",
                Map.of("tables.kinds.numbers.columns.n65.as", "double", "tables.kinds.numbers.columns.n2.as", "text"));
        assertThat(landed(numbers, "n65")).isEqualTo("DOUBLE");
        assertThat(landed(numbers, "n2")).isEqualTo("TEXT");
        assertThat(landed(numbers, "n38")).isEqualTo("DECIMAL(38,0)");
        assertThat(landed(table("bins", Map.of("tables.kinds.bins.columns.vb.as", "hex")), "vb"))
                .isEqualTo("TEXT");
    }

    @Test
    void aChoiceForAColumnThatIsNotThereIsTold() throws IOException {
        assertThat(poll(Map.of("tables.kinds.ints.columns.Bu.as", "text", "tables.kinds.ints.columns.uu.as", "text"))
                        .warnings())
                .containsExactly(
                        "tables.kinds.ints.columns.uu.as has no effect: no version of the table has a column of"
                                + " this name");
    }

    @Test
    void aChoiceThatDoesNotFitStopsTheTableWithTheKey() throws IOException {
        TableFeed texts = table("texts", Map.of("tables.kinds.texts.columns.vc.as", "double"));

        assertThat(Objects.requireNonNull(texts.problem()).message())
                .contains("tables.kinds.texts.columns.vc.as=double")
                .contains("VARCHAR cannot be landed so");
    }
}
