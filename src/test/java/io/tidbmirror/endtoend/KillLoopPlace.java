package io.tidbmirror.endtoend;

import io.tidbmirror.azure.AzureAccess;
import io.tidbmirror.azure.Azurite;
import io.tidbmirror.azure.BlobHeadStore;
import io.tidbmirror.azure.StateUrl;
import io.tidbmirror.emulator.OneLakeEndpoint;
import io.tidbmirror.land.HeadStore;
import io.tidbmirror.local.LocalHeadStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * Where a mirror of the kill loop lands.
 *
 * @param directory working directory and log
 * @param zone the landing zone as files
 * @param heads its HEADs
 * @param settings of the landing zone and of its state
 */
record KillLoopPlace(Path directory, Path zone, HeadStore heads, Map<String, String> settings) {
    static KillLoopPlace inFolders(Path directory) throws IOException {
        Path zone = directory.resolve("zone");
        Path state = directory.resolve("state");
        return new KillLoopPlace(
                directory,
                zone,
                new LocalHeadStore(state),
                Map.of(
                        "landing.zone", zone.toUri().toString(),
                        "landing.state", state.toUri().toString()));
    }

    /** The landing zone on the embedded OneLake endpoint, HEAD on Azurite. */
    static KillLoopPlace remote(Path directory, OneLakeEndpoint endpoint) throws IOException {
        String database = "d" + UUID.randomUUID();
        Azurite azurite = Azurite.shared();
        String state = azurite.blobEndpoint() + "/kill-loop/" + database;
        return new KillLoopPlace(
                directory,
                endpoint.createDatabase("kills", database),
                new BlobHeadStore(new AzureAccess(azurite.connectionString(), null), StateUrl.parse(state)),
                Map.of(
                        "landing.zone", endpoint.landingZone("kills", database),
                        "landing.state", state,
                        "azure.connection-string", azurite.connectionString()));
    }

    Path log() {
        return directory.resolve("log.txt");
    }

    Path table(int number) {
        return zone.resolve("shop.schema").resolve("t" + number);
    }

    ZoneState state() throws IOException {
        return ZoneState.read(zone, heads);
    }
}
