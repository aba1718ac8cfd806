package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidbmirror.land.Head.Status;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a process knows of a table that another one has landed since, as when its partition went away and came back. */
class AnotherProcessHadTheTableTest {
    private final MemoryMirror mirror = new MemoryMirror();
    private final Lander paused = mirror.lander();
    private final Lander other = mirror.lander();
    private final ChangeLog log = new ChangeLog().commit(10, 2).commit(20, 1).commit(30, 3);

    @Test
    void poisonThatIsFoundByAnOldHeadStopsNothingAndIsNotTold() throws IOException {
        paused.remember(TABLE, Map.of("read", "from 0"));
        other.land(TABLE, log.window(0, 25, () -> 1, ChangeLog.Trouble.NONE));

        assertThatThrownBy(() -> paused.land(TABLE, log.window(0, 35)))
                .isInstanceOf(FencedException.class)
                .hasNoSuppressedExceptions();

        assertThat(mirror.head().status()).isEqualTo(Status.ACTIVE);
        paused.land(TABLE, log.window(Storage.ts(paused.take(TABLE)), 35));
        assertThat(mirror.landed()).isEqualTo(log.rows(0, 35));
    }

    @Test
    void aTableThatIsDistrustedIsReadAgain() throws IOException {
        paused.land(TABLE, log.window(0, 15));
        other.land(TABLE, log.window(Storage.ts(other.take(TABLE)), 25));
        other.quarantine(TABLE, "a test", "");

        paused.distrust(TABLE);

        assertThat(paused.take(TABLE).status()).isEqualTo(Status.QUARANTINED);
    }

    @Test
    void aTableThatWasThereForNobodyIsReadAgainOnceItIsDistrusted() throws IOException {
        assertThat(paused.take(TABLE).seq()).isZero();
        other.land(TABLE, log.window(0, 25));

        paused.distrust(TABLE);

        assertThat(paused.take(TABLE).covered()).isEqualTo(ChangeLog.covered(25));
    }

    /** The landing itself fails if the table is another's by now, and takes it from nobody. */
    @Test
    void aDistrustedTableIsTakenByNoLanding() throws IOException {
        paused.land(TABLE, log.window(0, 15));
        other.take(TABLE);

        paused.distrust(TABLE);

        assertThatThrownBy(() -> paused.land(TABLE, log.window(15, 25))).isInstanceOf(FencedException.class);
        other.land(TABLE, log.window(15, 35));
        assertThat(mirror.head().tenure().epoch()).isEqualTo(2);
    }
}
