package io.tidbmirror.land;

import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A mirror goes on, and Fabric takes files, between any two requests of an audit: neither is a finding. */
class AuditBesideAMirrorTest {
    private static final TableFolder FOLDER = TableFolder.of(TABLE);

    private final MemoryLandingZone zone = new MemoryLandingZone();
    private final MemoryHeadStore heads = new MemoryHeadStore();
    private final ChangeLog log = new ChangeLog();
    private final Lander mirror = lander(zone);
    private long covered;

    private Lander lander(LandingZone through) {
        return new Lander(through, heads, new TextFormat(), LanderOptions.of("test", "zone 1"));
    }

    private void land() throws IOException {
        log.commit(covered + 5, 2);
        mirror.land(TABLE, log.window(covered, covered + 10));
        covered += 10;
    }

    /** What happens in between. */
    private interface Event {
        void happen() throws IOException;
    }

    /** Lets something happen before one of the audit's requests. */
    private LandingZone with(int request, Event event) {
        return new ForwardingZone(zone) {
            private int requests;

            private void count() throws IOException {
                if (requests++ == request) {
                    event.happen();
                }
            }

            @Override
            public long size(String path) throws IOException {
                count();
                return super.size(path);
            }

            @Override
            public @Nullable String folderId(String path) throws IOException {
                count();
                return super.folderId(path);
            }

            @Override
            public byte @Nullable [] read(String path) throws IOException {
                count();
                return super.read(path);
            }

            @Override
            public byte @Nullable [] read(String path, long offset, int length) throws IOException {
                count();
                return super.read(path, offset, length);
            }

            @Override
            public List<Entry> list(String folder) throws IOException {
                count();
                return super.list(folder);
            }
        };
    }

    @Test
    void aFileThatLandsMeanwhileIsNoFinding() throws IOException {
        land();
        for (int request = 0; request < 20; request++) {
            assertThat(lander(with(request, this::land)).audit().findings())
                    .as("a file lands before request %s", request)
                    .isEmpty();
        }
    }

    @Test
    void aFileThatFabricTakesMeanwhileIsNoFinding() throws IOException {
        land();
        for (int request = 0; request < 20; request++) {
            land();
            long oldest = request + 1L;
            Event taken = () -> zone.delete(FOLDER.file(oldest, "txt"));
            assertThat(lander(with(request, taken)).audit().findings())
                    .as("file %s goes before request %s", oldest, request)
                    .isEmpty();
            zone.delete(FOLDER.file(oldest, "txt"));
        }
    }

    @Test
    void filesThatFabricTakesBetweenTwoPagesOfAListingAreNoGap() throws IOException {
        for (int file = 0; file < 5; file++) {
            land();
        }
        LandingZone paged = new ForwardingZone(zone) {
            @Override
            public List<Entry> list(String folder) throws IOException {
                List<Entry> listed = new ArrayList<>(super.list(folder));
                if (folder.equals(FOLDER.path())) {
                    listed.removeIf(entry -> entry.name().matches("0*[34].txt")); // moved when their page was asked for
                    for (long seq = 1; seq <= 4; seq++) {
                        zone.delete(FOLDER.file(seq, "txt"));
                    }
                }
                return listed;
            }
        };
        assertThat(lander(paged).audit().findings()).isEmpty();
    }

    @Test
    void aTableThatIsBornMeanwhileIsNoFinding() throws IOException {
        LandingZone busy = with(0, this::land);
        assertThat(lander(busy).audit().findings()).isEmpty();
    }

    @Test
    void aTableThatChangesAllTheTimeIsToBeLookedAtLater() throws IOException {
        land();
        LandingZone restless = new ForwardingZone(zone) {
            @Override
            public @Nullable String folderId(String path) throws IOException {
                land();
                return super.folderId(path);
            }
        };
        assertThatThrownBy(() -> lander(restless).audit())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("changes faster than its folder can be listed");
    }
}
