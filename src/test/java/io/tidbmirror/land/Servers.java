package io.tidbmirror.land;

import io.tidbmirror.azure.AzureAccess;
import io.tidbmirror.azure.Azurite;
import io.tidbmirror.azure.BlobHeadStore;
import io.tidbmirror.azure.LandingZoneUrl;
import io.tidbmirror.azure.OneLakeLandingZone;
import io.tidbmirror.azure.StateUrl;
import io.tidbmirror.emulator.OneLakeEndpoint;
import io.tidbmirror.local.LocalHeadStore;
import io.tidbmirror.local.LocalLandingZone;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** What the protocol is tried on: a HEAD store and a landing zone, both empty. */
record Servers(HeadStore heads, LandingZone zone) {
    /** In memory: the flaws of a simulation need these. */
    static Servers inMemory() {
        return new Servers(new MemoryHeadStore(), new MemoryLandingZone());
    }

    /** The adapters of a place: a local folder, or what {@link #remotePlace} gives. */
    static Servers at(List<String> place) throws IOException {
        if (place.size() == 1) {
            Path folder = Path.of(place.get(0));
            return new Servers(
                    new LocalHeadStore(folder.resolve("state")), new LocalLandingZone(folder.resolve("zone")));
        }
        AzureAccess access = new AzureAccess(place.get(2), null);
        return new Servers(
                new BlobHeadStore(access, StateUrl.parse(place.get(1))),
                new OneLakeLandingZone(access, LandingZoneUrl.parse(place.get(0))));
    }

    /** A new landing zone on the embedded OneLake endpoint, state on Azurite, and how to get there. */
    static List<String> remotePlace(OneLakeEndpoint endpoint) throws IOException {
        String database = "d" + UUID.randomUUID();
        endpoint.createDatabase("protocol", database);
        return List.of(
                endpoint.landingZone("protocol", database),
                Azurite.shared().blobEndpoint() + "/protocol/" + database,
                Azurite.shared().connectionString());
    }
}
