package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings that are secret. */
class SecretsTest {
    /** A Secret of Kubernetes that was made from a file has the line break at its end. */
    @Test
    void secretsEndBeforeTheLineBreakOfTheirFile() {
        Settings settings = Settings.parse(Map.of(
                "event-grid.secret", "0123456789abcdef\n",
                "azure.connection-string", "AccountName=a\r\n",
                "kafka.ssl.keystore.password", " two\nlines \n",
                "kafka.ssl.key.password", "p\n"));

        assertThat(settings.eventGrid().secret()).isEqualTo("0123456789abcdef");
        assertThat(settings.azure().connectionString()).isEqualTo("AccountName=a");
        assertThat(settings.kafka().client())
                .containsEntry("ssl.keystore.password", " two\nlines ")
                .containsEntry("ssl.key.password", "p");
    }

    @Test
    void secretsAreNotShown() {
        Settings settings = Settings.parse(Map.of("event-grid.secret", "hush", "azure.connection-string", "Key=hush"));

        assertThat(settings.toString()).doesNotContain("hush");
        assertThatThrownBy(
                        () -> Setting.optional("a.flag", Kind.FLAG, "").hidden().read("hush"))
                .hasMessage("a.flag=…: neither true nor false");
    }
}
