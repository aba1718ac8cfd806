package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the webhook is to trust is told in full, or refused. */
class EntraSettingsTest {
    private static final String ID = "12345678-9abc-def0-1234-56789abcdef0";
    private static final String TENANT = "event-grid.entra-tenant";
    private static final String AUDIENCE = "event-grid.entra-audience";

    @Test
    void tenantAndAudienceAreEnough() {
        Settings settings = Settings.parse(Map.of(TENANT, ID.toUpperCase(Locale.ROOT), AUDIENCE, " api://mirror "));

        assertThat(settings.eventGrid().entra())
                .isEqualTo(new EntraSettings(
                        "https://login.microsoftonline.com",
                        ID,
                        "api://mirror",
                        "4962773b-9cdb-44cf-a8bf-237846a00ab7"));
        assertThat(Settings.parse(Map.of()).eventGrid().entra()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        TENANT + ", contoso.onmicrosoft.com, not an id such as",
        AUDIENCE + ", '', event-grid.entra-audience is not set",
        TENANT + ", '', event-grid.entra-tenant is not set",
        "event-grid.entra-sender, x, not an id such as",
        "event-grid.entra-authority, http://login.example.com, not a URL such as https://login.microsoftonline.com",
        "event-grid.entra-authority, https://user@login.example.com, not a URL such as"
    })
    void whatIsWrongIsRefused(String key, String text, String reason) {
        Map<String, String> given = new TreeMap<>(Map.of(TENANT, ID, AUDIENCE, "api://mirror"));
        given.put(key, text);

        assertThatThrownBy(() -> Settings.parse(given)).hasMessageContainingAll(key, reason);
    }
}
