package io.tidbmirror.wiring.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.FatalException;
import java.util.Map;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;

/** After an error that ends the mirror it is neither alive nor ready, so that it is restarted. */
class MirrorHealthTest {
    @Test
    void aFatalErrorTakesLivenessAndReadinessDown() {
        MirrorHealth check = new MirrorHealth(() -> FatalException.start("no credentials", null));

        assertThat(check.isLiveness()).isTrue();
        assertThat(check.isReadiness()).isTrue();
        assertThat(check.call(Map.of()).getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(check.call(Map.of()).getMessage()).hasValue("no credentials");
    }

    @Test
    void withoutOneItIsUp() {
        assertThat(new MirrorHealth(() -> null).call(Map.of()).getState()).isEqualTo(HealthCheck.State.UP);
    }
}
