package io.tidbmirror.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GoldenCorpusTest {

    private final GoldenCorpus corpus = GoldenCorpus.open();

    @Test
    void everyScenarioOfBothArchitecturesHasItsStorageVariantsAndTruth() {
        assertThat(corpus.scenarios()).hasSize(18).allSatisfy(scenario -> {
            assertThat(scenario.variants()).hasSizeGreaterThanOrEqualTo(11);
            assertThat(scenario.truth().history()).isNotEmpty();
            assertThat(scenario.truth().finalRows().keySet())
                    .isEqualTo(scenario.truth().columns().keySet());
        });
    }

    @Test
    void aVariantSpeaksAsItsUserWould() {
        assertThat(corpus.variant("new", "types", "csv-odd").toProperties())
                .containsEntry("mirror.format", "csv")
                .containsEntry("mirror.mode", "resolved")
                .containsEntry("feed.csv.delimiter", "|+|")
                .containsEntry("feed.csv.include-commit-ts", "true")
                .containsEntry("feed.date-separator", "month");
        assertThat(corpus.variant("classic", "types", "json-content").toProperties())
                .containsEntry("mirror.format", "canal-json")
                .containsEntry("feed.enable-tidb-extension", "true")
                .containsEntry("feed.content-compatible", "true")
                .doesNotContainKey("feed.protocol");
        assertThat(corpus.variant("classic", "types", "csv-default").toProperties())
                .containsEntry("mirror.mode", "positioned");
    }

    @Test
    void namesComeBackDecoded() {
        assertThat(corpus.scenario("classic", "names").truth().finalRows().keySet())
                .extracting(Object::toString)
                .containsAll(List.of("My-Shop.a.b", "naïve 数据.表 格"));
    }
}
