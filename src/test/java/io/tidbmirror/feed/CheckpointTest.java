package io.tidbmirror.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private final Checkpoint checkpoint = new Checkpoint();

    private String update(String text) {
        return checkpoint.update(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void thereIsNoneBeforeTheFirst() {
        assertThat(checkpoint.update(null)).contains("no file metadata").contains("feed.location");
        assertThat(checkpoint.greatest()).isEmpty();
    }

    @Test
    void aFileThatIsGoneIsNoErrorOnceThereWasOne() {
        update("{\"checkpoint-ts\":7}");

        assertThat(checkpoint.update(null)).isNull();
        assertThat(checkpoint.greatest()).hasValue(7);
    }

    @Test
    void theGreatestIsKept() {
        assertThat(update("{\"checkpoint-ts\":433305438660591626}")).isNull();
        assertThat(update("{\"checkpoint-ts\":433305438660591625}")).isNull();
        assertThat(checkpoint.greatest()).hasValue(433305438660591626L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "{}",
                "{\"checkpoint-ts\":\"5\"}",
                "{\"checkpoint-ts\":1.5}",
                "{\"checkpoint-ts\":-1}",
                "{\"checkpoint-ts\":18446744073709551615}",
                "{\"checkpoint-ts\":9}}",
                "{\"checkpoint-ts\":"
            })
    void garbageIsAnErrorAndTheGreatestStays(String garbage) {
        update("{\"checkpoint-ts\":7}");

        assertThat(update(garbage)).contains("metadata").contains("checkpoint-ts");
        assertThat(checkpoint.greatest()).hasValue(7);
    }
}
