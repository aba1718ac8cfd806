package io.tidbmirror.land;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.change.FatalException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private final MemoryLandingZone zone = new MemoryLandingZone();
    private final MemoryHeadStore heads = new MemoryHeadStore();

    @Test
    void storageThatKeepsItsPromisesIsProvenAndLeftAsItWas() throws IOException {
        assertThat(new Probe(zone, heads).run()).hasSize(6).allMatch(Probe.Proof::holds);
        assertThatCode(() -> new Probe(zone, heads).require()).doesNotThrowAnyException();
        assertThat(heads.names()).isEmpty();
        assertThat(zone.list("")).extracting(LandingZone.Entry::name).noneMatch(name -> name.contains("probe"));
        assertThat(zone.list("_scratchPad")).isEmpty();
    }

    @Test
    void aRenameWhoseReplyIsLostIsNoneThatDoesNotConsumeItsSource() throws IOException {
        LandingZone lossy = new ForwardingZone(zone) {
            @Override
            public Published publish(String stagePath, String landingPath) throws IOException {
                super.publish(stagePath, landingPath);
                return super.publish(stagePath, landingPath);
            }
        };
        assertThat(new Probe(lossy, heads).run()).hasSize(6).allMatch(Probe.Proof::holds);
    }

    @Test
    void stateThatIgnoresEtagsIsRefused() {
        HeadStore blind = new ForwardingHeads(heads) {
            @Override
            public @Nullable String replace(String name, @Nullable String expected, byte[] bytes) {
                Versioned now = heads.read(name);
                return heads.replace(name, now == null ? null : now.etag(), bytes);
            }
        };
        assertThatThrownBy(() -> new Probe(zone, blind).require())
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("only if it is absent; state: an object is replaced only by");
    }

    @Test
    void aRenameThatCopiesIsRefused() {
        LandingZone copying = new ForwardingZone(zone) {
            @Override
            public Published publish(String stagePath, String landingPath) throws IOException {
                byte[] content = zone.read(stagePath);
                Published result = super.publish(stagePath, landingPath);
                if (result == Published.DONE && content != null) {
                    zone.put(stagePath, content);
                }
                return result;
            }
        };
        assertThatThrownBy(() -> new Probe(copying, heads).require())
                .isInstanceOf(FatalException.class)
                .hasMessageContaining("a rename consumes its source");
    }

    @Test
    void anObjectThatAProbeLeftIsNoTable() throws IOException {
        heads.replace("probe-1", null, new byte[] {1});
        assertThat(Heads.in(heads)).isEmpty();
        assertThat(new Audit(zone, heads, new TextFormat(), "zone 1").run().tables())
                .isZero();
    }
}
