package io.tidbmirror.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.azure.BlobEvents.Handshake;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of Event Grid in both schemas, alone and in arrays, plain and in Base64; and what is none. */
class BlobEventReaderTest {
    private static final String URL =
            "https://acc.blob.core.windows.net/feeds/one/shop/t/44/CDC00000000000000000001.csv";

    private final BlobEventReader reader = new BlobEventReader();

    @Test
    void aBlobIsToldInBothSchemas() {
        assertThat(reader.read(EventTexts.created("acc", URL))).isEqualTo(new BlobEvents(List.of(URL), null));
        assertThat(reader.read(EventTexts.cloudEvent("acc", URL))).isEqualTo(new BlobEvents(List.of(URL), null));
        assertThat(reader.read("[" + EventTexts.created("acc", URL) + "," + EventTexts.created("acc", URL + "2") + "]")
                        .created())
                .containsExactly(URL, URL + "2");
        assertThat(reader.read(" [" + EventTexts.cloudEvent("acc", URL) + "]\n").created())
                .containsExactly(URL);
    }

    @Test
    void aQueueHoldsItInBase64() {
        String text = Base64.getEncoder()
                .encodeToString(EventTexts.created("acc", URL).getBytes(StandardCharsets.UTF_8));

        assertThat(reader.read(text).created()).containsExactly(URL);
    }

    @Test
    void otherEventsAreNotNews() {
        assertThat(reader.read(EventTexts.created("acc", URL, "CreateFile")).created())
                .isEmpty();
        assertThat(reader.read(EventTexts.created("acc", URL).replace("BlobCreated", "BlobDeleted"))
                        .created())
                .isEmpty();
        assertThat(reader.read(EventTexts.created("acc", URL, "FlushWithClose")).created())
                .containsExactly(URL);
    }

    @Test
    void theHandshakeHasItsCodeAndNothingElseOfIt() {
        assertThat(reader.read(EventTexts.handshake("acc", "512d38b6-c7b8-40c8-89fe-f46f9e9622b6"))
                        .handshake())
                .isEqualTo(new Handshake(
                        "/subscriptions/5b0c6b1e-0000-4000-8000-000000000000/resourceGroups/mirror/providers/"
                                + "Microsoft.Storage/storageAccounts/acc",
                        "512d38b6-c7b8-40c8-89fe-f46f9e9622b6"));
        assertThat(reader.read(EventTexts.handshake("acc", "\\\"}<script>")).handshake())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%%%", "{", "[]", "{}", "[1,2]", "\"text\"", "{\"eventType\":", "null", "bm90IGpzb24="})
    void whatIsNoEventIsRefusedWithoutRepeatingIt(String message) {
        assertThatThrownBy(() -> reader.read(message)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"eventType\":\"Microsoft.Storage.BlobCreated\"}",
                "{\"eventType\":\"Microsoft.Storage.BlobCreated\",\"id\":\"1\",\"subject\":\"s\",\"dataVersion\":\"\","
                        + "\"eventTime\":\"2026-11-26T18:00:00Z\",\"data\":\"text\"}",
                "{\"eventType\":\"Microsoft.Storage.BlobCreated\",\"id\":\"1\",\"subject\":\"s\",\"dataVersion\":\"\","
                        + "\"eventTime\":\"yesterday\",\"data\":{\"url\":\"https://acc.blob.core.windows.net/f/b\"}}",
                "[null,{\"eventType\":\"Microsoft.Storage.BlobCreated\"}]",
                "{\"specversion\":\"1.0\",\"type\":\"Microsoft.Storage.BlobCreated\",\"id\":\"1\",\"source\":\"s\","
                        + "\"time\":\"yesterday\",\"data\":{\"url\":\"https://acc.blob.core.windows.net/f/b\"}}",
                "{\"specversion\":\"1.0\"}",
                "{\"specversion\":\"1.0\",\"type\":\"Microsoft.Storage.BlobCreated\",\"id\":\"1\",\"source\":\"s\","
                        + "\"data\":[1]}"
            })
    void eventsThatLackWhatTheyMustHaveAreRefusedOrTellNothing(String message) {
        try {
            assertThat(reader.read(message).created()).isEmpty();
        } catch (IllegalArgumentException refused) {
            assertThat(refused).isNotNull();
        }
    }

    @Test
    void bombsAreRefused() {
        String deep = "{\"eventType\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}";

        assertThatThrownBy(() -> reader.read(deep)).hasMessage("not JSON");
    }

    @ParameterizedTest
    @CsvSource({
        "https://acc.blob.core.windows.net/feeds/one/s/t/CDC1.csv, s/t/CDC1.csv",
        "https://acc.dfs.core.windows.net/feeds/one/s/t/CDC1.csv, s/t/CDC1.csv",
        "https://acc.blob.core.windows.net/feeds/one/s/a%20b/CDC1.csv, s/a b/CDC1.csv",
        "https://acc.blob.core.windows.net/feeds/one/s/a b/CDC1.csv, s/a b/CDC1.csv",
        "https://acc.blob.core.windows.net/feeds/one/s/t?snapshot=1, s/t",
        "https://other.blob.core.windows.net/feeds/one/s/t/CDC1.csv,",
        "https://acc.blob.core.windows.net.evil.example/feeds/one/s/t,",
        "https://acc.blob.core.windows.net/feeds/onemore/s/t,",
        "https://acc.blob.core.windows.net/other/one/s/t,",
        "https://acc.blob.core.windows.net/feeds/one,",
        "no url at all,",
        "https://evil@acc.blob.core.windows.net/feeds/one/s/t,"
    })
    void onlyBlobsBelowTheFeedAreItsOwn(String url, String path) {
        AzureUrl feed = AzureUrl.parse("https://acc.blob.core.windows.net/feeds/one");

        assertThat(feed.below(url)).isEqualTo(path);
    }

    @Test
    void theAccountIsTheFirstLabelOfTheHostOrTheFirstSegmentOfAnEmulator() {
        assertThat(AzureUrl.parse("https://acc.blob.core.windows.net/feeds/one").account())
                .isEqualTo("acc");
        assertThat(AzureUrl.parse("http://127.0.0.1:10000/devstoreaccount1/feeds")
                        .account())
                .isEqualTo("devstoreaccount1");
    }
}
