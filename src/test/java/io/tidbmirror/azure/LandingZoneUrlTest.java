package io.tidbmirror.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LandingZoneUrlTest {
    private static final String GUIDS =
            "11111111-2222-3333-4444-555555555555/66666666-2222-3333-4444-555555555555/Files/LandingZone";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://onelake.dfs.fabric.microsoft.com/" + GUIDS,
                "https://westeurope-onelake.dfs.fabric.microsoft.com/" + GUIDS + "/",
                "https://onelake.dfs.fabric.microsoft.com/shop/db.MountedRelationalDatabase/Files/LandingZone",
                "https://account.dfs.core.windows.net/landing/zones/shop",
                "https://account.dfs.core.windows.net/landing",
                "http://127.0.0.1:10100/onelake/shop/db.MountedRelationalDatabase/Files/LandingZone"
            })
    void whatFabricStorageAccountsAndTheEmulatorShowIsRead(String text) {
        assertThat(LandingZoneUrl.parse(text)).hasToString(text.replaceAll("/$", ""));
    }

    @Test
    void theParts() {
        assertThat(LandingZoneUrl.parse("https://onelake.dfs.fabric.microsoft.com/" + GUIDS))
                .isEqualTo(new AzureUrl(
                        "https://onelake.dfs.fabric.microsoft.com", GUIDS.substring(0, 36), GUIDS.substring(37)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        https://onelake.blob.fabric.microsoft.com/w/d.X/Files/LandingZone | write onelake.dfs.fabric.microsoft.com
        https://account.blob.core.windows.net/f/p                         | write account.dfs.core.windows.net
        https://api.onelake.fabric.microsoft.com/w/d.X/Files/LandingZone  | no DFS host
        https://onelake.dfs.fabric.microsoft.com/w/d.X/Files              | /Files/LandingZone
        https://onelake.dfs.fabric.microsoft.com/w/d.X/Tables/LandingZone | /Files/LandingZone
        https://onelake.dfs.fabric.microsoft.com/w                        | /Files/LandingZone
        https://onelake.dfs.fabric.microsoft.com/                         | names no container
        https://onelake.dfs.fabric.microsoft.com/w/d/Files/LandingZone    | d.MountedRelationalDatabase
        https://onelake.dfs.fabric.microsoft.com/w/11111111-2222-3333-4444-555555555555/Files/LandingZone | GUIDs for both
        https://onelake.dfs.fabric.microsoft.com/my%20w/d.X/Files/LandingZone | GUIDs of workspace and database
        http://127.0.0.1:10100/onelake/w/d/Files                          | /Files/LandingZone
        ftp://account.dfs.core.windows.net/f/p                            | not an http or https URL
        https://account.dfs.core.windows.net/f p                          | not a URL
        http://127.0.0.1:9/onelake/shop/db.X/Files/LandingZone            | port 9 is not one from 10 to 65535
        https://account.dfs.core.windows.net:65536/f/p                    | port 65536 is not one
        """)
    void anythingElseTellsWhatToWrite(String text, String reason) {
        assertThatThrownBy(() -> LandingZoneUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
