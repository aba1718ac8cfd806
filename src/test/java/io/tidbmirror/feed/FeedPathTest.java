package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.feed.FeedPath.Data;
import io.tidbmirror.feed.FeedPath.Foreign;
import io.tidbmirror.feed.FeedPath.Index;
import io.tidbmirror.feed.FeedPath.Metadata;
import io.tidbmirror.feed.FeedPath.Schema;
import io.tidbmirror.feed.FeedPath.Unsafe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedPathTest {
    @Test
    void theCheckpointIsTheFileMetadataAtTheTop() {
        assertThat(FeedPath.parse("metadata")).isEqualTo(new Metadata());
        assertThat(FeedPath.parse("s/metadata")).isEqualTo(new Foreign());
    }

    @Test
    void schemaFilesAreFoundByTheirEnding() {
        assertThat(FeedPath.parse("shop/t/meta/schema_470612640000000000_0777425187.json"))
                .isEqualTo(new Schema("shop/t", 470612640000000000L, 777425187));
        assertThat(FeedPath.parse("shop/meta/schema_100_3233644819.json"))
                .isEqualTo(new Schema("shop", 100, 3233644819L));
        assertThat(FeedPath.parse("shop/meta/meta/schema_100_3233644819.json"))
                .isEqualTo(new Schema("shop/meta", 100, 3233644819L));
        assertThat(FeedPath.parse("a/b/c/d/meta/schema_1_0000000000.json")).isEqualTo(new Schema("a/b/c/d", 1, 0));
    }

    @Test
    void dataFilesHaveSixToTwentyDigits() {
        assertThat(FeedPath.parse("s/t/9/CDC000007.csv")).isEqualTo(new Data("s/t/9", "", 7, "csv"));
        assertThat(FeedPath.parse("s/t/9/CDC00000000000000000012.json")).isEqualTo(new Data("s/t/9", "", 12, "json"));
        assertThat(FeedPath.parse("s/t/9/CDC00007.csv")).isEqualTo(new Foreign());
        assertThat(FeedPath.parse("s/t/9/CDC000000000000000000001.csv")).isEqualTo(new Foreign());
        assertThat(FeedPath.parse("s/t/9/CDC99999999999999999999.csv")).isEqualTo(new Foreign());
    }

    @Test
    void theDispatcherIsEverythingUpToTheLastUnderscore() {
        assertThat(FeedPath.parse("s/t/9/CDC_123456_00000000000000000012.csv"))
                .isEqualTo(new Data("s/t/9", "123456", 12, "csv"));
        assertThat(FeedPath.parse("s/t/9/CDC_a_b_000012.csv")).isEqualTo(new Data("s/t/9", "a_b", 12, "csv"));
        assertThat(FeedPath.parse("s/t/9/CDC_000012.csv")).isEqualTo(new Foreign());
    }

    @Test
    void indexFilesAreRecognized() {
        assertThat(FeedPath.parse("s/t/9/meta/CDC.index")).isEqualTo(new Index());
        assertThat(FeedPath.parse("s/t/9/meta/CDC_77.index")).isEqualTo(new Index());
        assertThat(FeedPath.parse("s/t/9/CDC.index")).isEqualTo(new Foreign());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s/t/9/CDC000007.csv.tmp.3f2c",
                "s/t/9/CDC000007.csv.tmp",
                "s/t/9/CDC000007.",
                "s/t/9/CDC000007",
                "s/t/9/CDC+00007.csv",
                "s/t/9/cdc000007.csv",
                "s/t/meta/schema_1_0777425187.json.tmp.3f2c",
                "s/t/meta/schema_01_0777425187.json",
                "s/t/meta/schema__0777425187.json",
                "s/t/meta/schema_1_777425187.json",
                "s/t/schema_1_0777425187.json",
                "s/t/xmeta/schema_1_0777425187.json",
                "CDC000007.csv",
                "s"
            })
    void anythingElseIsForeign(String path) {
        assertThat(FeedPath.parse(path)).isEqualTo(new Foreign());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "s//CDC000007.csv",
                "../t/9/CDC000007.csv",
                "s/./CDC000007.csv",
                "s/..",
                "/s/t/x",
                "s/t/",
                "a\0b/c"
            })
    void segmentsThatAFileSystemResolvesAreUnsafe(String path) {
        assertThat(FeedPath.parse(path)).isEqualTo(new Unsafe());
    }

    @Test
    void aFolderIsReadInEveryWayThatItsNumbersAllow() {
        assertThat(DataFolder.readings("s/t/9")).containsExactly(new DataFolder("s/t", 9, "", ""));
        assertThat(DataFolder.readings("s/t/9/112/2026-01-31"))
                .containsExactlyInAnyOrder(
                        new DataFolder("s/t", 9, "112", "2026-01-31"), new DataFolder("s/t/9", 112, "", "2026-01-31"));
        assertThat(DataFolder.readings("s/470612640000000000/470612650000000000"))
                .containsExactlyInAnyOrder(
                        new DataFolder("s/470612640000000000", 470612650000000000L, "", ""),
                        new DataFolder("s", 470612640000000000L, "470612650000000000", ""));
        assertThat(DataFolder.readings("s/2020-01-01/9/2026-01-31"))
                .containsExactly(new DataFolder("s/2020-01-01", 9, "", "2026-01-31"));
        assertThat(DataFolder.readings("s/t/x")).isEmpty();
    }
}
