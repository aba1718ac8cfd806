package io.tidbmirror.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientOptionsTest {
    @Test
    void whatCorrectnessRestsOnIsNotTheUsersToSet() {
        assertThat(ClientOptions.fixed(
                        Set.of("enable.auto.commit", "auto.offset.reset", "group.id", "fetch.min.bytes")))
                .containsExactly("auto.offset.reset", "enable.auto.commit", "group.id");
        assertThat(ClientOptions.fixed(Set.of("key.deserializer", "value.deserializer", "isolation.level")))
                .hasSize(3);
    }

    @Test
    void namesThatNoClientKnowsAreToldButForThoseOfPlugIns() {
        assertThat(ClientOptions.unknown(Set.of("fetch.min.byte", "fetch.min.bytes", "sasl.any", "ssl.any")))
                .containsExactly("fetch.min.byte");
    }

    @Test
    void fixedSettingsOutrankAllOthersAndTheUsersOutrankTheRoutes() {
        Properties route = new Properties();
        route.put("auto.offset.reset", "latest");
        route.put("fetch.min.bytes", "1");
        route.put("metadata.max.age.ms", "180000");
        Properties all = options(Map.of("fetch.min.bytes", "2", "group.instance.id", "a"))
                .over(route);

        assertThat(all)
                .containsEntry("auto.offset.reset", "none")
                .containsEntry("enable.auto.commit", "false")
                .containsEntry("group.id", "group")
                .containsEntry("fetch.min.bytes", "2")
                .containsEntry("metadata.max.age.ms", "10000")
                .containsEntry("group.instance.id", "a");
        assertThat(options(Map.of("group.instance.id", "a")).alone())
                .doesNotContainKeys("group.id", "group.instance.id");
    }

    @Test
    void valuesMayBeSecretAndAreNotTold() {
        assertThat(options(Map.of("sasl.jaas.config", "hush")))
                .asString()
                .contains("sasl.jaas.config")
                .doesNotContain("hush");
    }

    private static ClientOptions options(Map<String, String> given) {
        return new ClientOptions("broker:9092", "group", true, given);
    }
}
