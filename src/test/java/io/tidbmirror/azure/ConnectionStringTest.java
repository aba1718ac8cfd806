package io.tidbmirror.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionStringTest {
    @ParameterizedTest
    @CsvSource({
        "https://shop.blob.core.windows.net/c,  true",
        "https://SHOP.dfs.core.windows.net/c,   true",
        "http://127.0.0.1:10000/shop/c,         true",
        "https://other.blob.core.windows.net/c, false",
        "http://127.0.0.1:10000/other/c,        false",
        "https://onelake.dfs.fabric.microsoft.com/c, false"
    })
    void itIsForItsOwnAccountOnly(String url, boolean fits) {
        AzureUrl place = AzureUrl.parse(url);
        assertThat(ConnectionString.parse("AccountName=Shop;AccountKey=a2V5").fits(place))
                .isEqualTo(fits);
        assertThat(ConnectionString.parse("AccountName=shop;SharedAccessSignature=sv=1&sig=x")
                        .fits(place))
                .isEqualTo(fits);
    }

    @Test
    void theAccountMayStandInAnEndpoint() {
        AzureUrl place = AzureUrl.parse("https://shop.dfs.core.windows.net/c");
        assertThat(ConnectionString.parse(
                                "BlobEndpoint=https://shop.blob.core.windows.net/;SharedAccessSignature=?sv=1&sig=x")
                        .signature(place))
                .isEqualTo("sv=1&sig=x");
        assertThat(ConnectionString.parse("BlobEndpoint=http://127.0.0.1:11/shop;SharedAccessSignature=sig=x")
                        .fits(AzureUrl.parse("http://127.0.0.1:12/shop/c")))
                .isTrue();
    }

    @Test
    void aSignatureIsNotSentUnencryptedToAnotherMachine() {
        ConnectionString shop = ConnectionString.parse("AccountName=shop;SharedAccessSignature=sig=x");
        assertThat(shop.signature(AzureUrl.parse("http://127.0.0.1:11/shop/c"))).isEqualTo("sig=x");
        assertThatThrownBy(() -> shop.signature(AzureUrl.parse("http://shop.blob.core.windows.net/c")))
                .hasMessageContaining("http")
                .hasMessageNotContaining("sig=x");
    }

    @Test
    void whatCannotBeUnderstoodIsRefusedWithoutItsSecret() {
        assertThatThrownBy(() -> ConnectionString.parse("AccountName=shop;AccountKeys=secret"))
                .hasMessageContaining("neither AccountKey nor SharedAccessSignature")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> ConnectionString.parse("AccountKey=secret"))
                .hasMessageContaining("AccountName")
                .hasMessageNotContaining("secret");
    }
}
