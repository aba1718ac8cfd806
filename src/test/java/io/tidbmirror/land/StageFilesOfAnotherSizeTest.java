package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that has fewer bytes than it was given, or more, and says that all is well. */
class StageFilesOfAnotherSizeTest {
    private final MemoryLandingZone zone = new MemoryLandingZone();
    private final MemoryHeadStore heads = new MemoryHeadStore();
    private final ChangeLog log = new ChangeLog().commit(10, 2);

    private Lander lander(LandingZone store) {
        return new Lander(store, heads, new TextFormat(), LanderOptions.of("one", "test"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1})
    void areNotPublishedAndWrittenAgain(long difference) throws IOException {
        LandingZone wrong = new ForwardingZone(zone) {
            @Override
            public long size(String path) throws IOException {
                long size = super.size(path);
                return size >= 0 && path.startsWith("_scratchPad") ? size + difference : size;
            }
        };
        String landingFile = TableFolder.of(TABLE).file(1, "txt");

        assertThatThrownBy(() -> lander(wrong).land(TABLE, log.window(0, 15)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("were written; it will be written again");
        assertThat(zone.size(landingFile)).isNegative();
        assertThat(zone.filesBelow("_scratchPad")).isEmpty();

        lander(zone).land(TABLE, log.window(0, 15));
        assertThat(TextFormat.Content.of(zone.read(landingFile)).rows()).isEqualTo(log.rows(0, 15));
    }
}
