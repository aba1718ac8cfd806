package io.tidbmirror.land;

import static io.tidbmirror.emulator.DfsRequest.Call.APPEND;
import static io.tidbmirror.emulator.DfsRequest.Call.CREATE_FILE;
import static io.tidbmirror.emulator.DfsRequest.Call.CREATE_FOLDER;
import static io.tidbmirror.emulator.DfsRequest.Call.FLUSH;
import static io.tidbmirror.emulator.DfsRequest.Call.LIST;
import static io.tidbmirror.emulator.DfsRequest.Call.PROPERTIES;
import static io.tidbmirror.emulator.DfsRequest.Call.RENAME;
import static io.tidbmirror.land.ChangeLog.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.azure.AzureAccess;
import io.tidbmirror.azure.LandingZoneUrl;
import io.tidbmirror.azure.OneLakeLandingZone;
import io.tidbmirror.emulator.DfsRequest.Call;
import io.tidbmirror.emulator.Fault;
import io.tidbmirror.emulator.OneLakeEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a landing asks of OneLake and of the store of HEADs, in order: each request is latency, and counts against throttling. */
class RequestsOfALandingTest {
    private final List<Call> toZone = Collections.synchronizedList(new ArrayList<>());
    private final List<String> toHeads = new ArrayList<>();
    private final ChangeLog log = new ChangeLog().commit(10, 2).commit(20, 1);

    @TempDir
    private Path folder;

    private OneLakeEndpoint endpoint;
    private Lander lander;

    @BeforeEach
    void start() throws IOException {
        endpoint = OneLakeEndpoint.start(OneLakeEndpoint.Options.of(0, folder));
        endpoint.createDatabase("bookshop", "shop.MountedRelationalDatabase");
        endpoint.setFaults(request -> {
            toZone.add(request.call());
            return Fault.NONE;
        });
        String url = endpoint.landingZone("bookshop", "shop.MountedRelationalDatabase");
        lander = new Lander(
                new OneLakeLandingZone(new AzureAccess(null, null), LandingZoneUrl.parse(url)),
                new CountedHeads(),
                new TextFormat(),
                LanderOptions.of("test", "zone 1"));
    }

    @AfterEach
    void stop() throws IOException {
        endpoint.close();
    }

    private final class CountedHeads extends ForwardingHeads {
        CountedHeads() {
            super(new MemoryHeadStore());
        }

        @Override
        public @Nullable Versioned read(String name) throws IOException {
            toHeads.add("read");
            return super.read(name);
        }

        @Override
        public @Nullable String replace(String name, @Nullable String expected, byte[] bytes) throws IOException {
            toHeads.add("replace");
            return super.replace(name, expected, bytes);
        }
    }

    @Test
    void aTableIsBornInEighteenRequests() throws IOException {
        lander.land(TABLE, log.window(0, 15));

        List<Call> file = List.of(CREATE_FILE, APPEND, FLUSH);
        List<Call> expected = new ArrayList<>(file);
        expected.add(PROPERTIES); // whether the stage file has its bytes
        expected.add(LIST); // whether the landing folder, of which HEAD knows nothing, holds files
        expected.add(CREATE_FOLDER);
        for (int i = 0; i < 2; i++) { // identity and metadata, written aside so that nobody sees them empty
            expected.addAll(file);
            expected.add(RENAME);
        }
        expected.add(RENAME);
        assertThat(toZone).isEqualTo(expected).hasSize(15);
        assertThat(toHeads).containsExactly("read", "replace", "replace");
    }

    @Test
    void aLaterFileIsLandedInSixRequests() throws IOException {
        lander.land(TABLE, log.window(0, 15));
        toZone.clear();
        toHeads.clear();

        lander.land(TABLE, log.window(15, 25));

        assertThat(toZone).containsExactly(CREATE_FILE, APPEND, FLUSH, PROPERTIES, RENAME);
        assertThat(toHeads).containsExactly("replace");
    }
}
