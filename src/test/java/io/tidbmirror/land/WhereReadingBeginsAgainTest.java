package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.batch.Window;
import io.tidbmirror.change.Base;
import io.tidbmirror.land.ChangeLog.Trouble;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** HEAD keeps the hint of a window once all of its rows are landed: reading that begins there earlier would miss the rest. */
class WhereReadingBeginsAgainTest {
    private final MemoryLandingZone zone = new MemoryLandingZone();
    private final MemoryHeadStore heads = new MemoryHeadStore();
    private final Lander lander = new Lander(zone, heads, new TextFormat(), LanderOptions.of("one", "test"));
    private final ChangeLog log = new ChangeLog().commit(10, 2).commit(20, 1).commit(30, 3);

    private Map<String, String> hint() throws IOException {
        return lander.take(TABLE).progress().hint();
    }

    private void land(long from, long to, String hint, Trouble trouble) throws IOException {
        lander.land(TABLE, AlteredWindow.withHint(hint, log.window(from, to, () -> 1, trouble)));
    }

    @Test
    void isToldWithTheLastFileOfAWindow() throws IOException {
        land(0, 15, "first", Trouble.NONE);
        assertThat(hint()).isEqualTo(Map.of("at", "first"));

        Trouble atTheSecondFile = row -> {
            if (row.startsWith("30 ")) {
                throw new IOException("connection reset");
            }
        };
        assertThatThrownBy(() -> land(15, 35, "second", atTheSecondFile)).hasMessage("connection reset");
        assertThat(lander.take(TABLE).covered()).isEqualTo(ChangeLog.covered(30));
        assertThat(hint()).isEqualTo(Map.of("at", "first"));

        land(30, 35, "second", Trouble.NONE);
        assertThat(hint()).isEqualTo(Map.of("at", "second"));
    }

    @Test
    void isKeptWhereAnotherProcessFinishesARebuild() throws IOException {
        land(0, 25, "first", Trouble.NONE);
        Failpoints dead = name -> {
            if (name.equals(Failpoints.AFTER_SWAP)) {
                throw new IOException("dies");
            }
        };
        Lander dying = new Lander(
                zone, heads, new TextFormat(), LanderOptions.of("dead", "test").withFailpoints(dead));
        Window rebuilt = log.based(new Base(30, "a statement"), 0, 31, () -> 1);
        assertThatThrownBy(() -> dying.land(TABLE, AlteredWindow.withHint("second", rebuilt)))
                .hasMessage("dies");

        Head head = new Lander(zone, heads, new TextFormat(), LanderOptions.of("next", "test")).take(TABLE);

        assertThat(head.covered()).isEqualTo(ChangeLog.covered(31));
        assertThat(head.progress().hint()).isEqualTo(Map.of("at", "first"));
    }

    @Test
    void isToldByAWindowWithoutRowsAndKeptByOneThatTellsNothing() throws IOException {
        land(0, 15, "first", Trouble.NONE);
        land(15, 18, "second", Trouble.NONE);
        lander.land(TABLE, log.window(18, 35));

        assertThat(hint()).isEqualTo(Map.of("at", "second"));
    }
}
