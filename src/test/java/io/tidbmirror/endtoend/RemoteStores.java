package io.tidbmirror.endtoend;

import io.tidbmirror.CommandRun;
import io.tidbmirror.azure.Azurite;
import io.tidbmirror.emulator.Faults;
import io.tidbmirror.emulator.OneLakeEndpoint;
import io.tidbmirror.generated.FeedColumn;
import io.tidbmirror.generated.FeedFile;
import io.tidbmirror.generated.FeedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A mirror of one table of three rows, with its landing zone on the embedded OneLake endpoint and its state on Azurite. */
final class RemoteStores implements AutoCloseable {
    static final long VERSION = 440_000_000_000_000_000L;
    private static final String WORKSPACE = "bookshop";

    private final String database = "d" + UUID.randomUUID() + ".MountedRelationalDatabase";
    private final Map<String, String> settings = new LinkedHashMap<>(FeedWriter.settings());
    private final Path folder;
    private final OneLakeEndpoint endpoint;
    private final Path zone;

    RemoteStores(Path folder) throws IOException {
        this.folder = folder;
        endpoint = OneLakeEndpoint.start(OneLakeEndpoint.Options.of(0, folder.resolve("lake")));
        zone = endpoint.createDatabase(WORKSPACE, database);
        writeTheChangefeed();
        set("mirror.once", "true");
        set("mirror.once-timeout", "1s");
        set("feed.location", folder.resolve("feed").toUri().toString());
        set("landing.zone", landingZone());
        set("landing.state", Azurite.shared().blobEndpoint() + "/state/" + database);
        set("azure.connection-string", Azurite.shared().connectionString());
        set("batch.max-rows", "1");
    }

    private void writeTheChangefeed() throws IOException {
        FeedWriter feed = new FeedWriter(folder.resolve("feed"));
        try (FeedFile rows = feed.create(
                        "shop",
                        "book",
                        VERSION,
                        "CREATE TABLE `book` (`id` BIGINT PRIMARY KEY,`v` VARCHAR(40))",
                        List.of(FeedColumn.key("id", "BIGINT"), FeedColumn.of("v", "VARCHAR", "40")))
                .next()) {
            rows.row('I', VERSION + 1, 1, "one");
            rows.row('I', VERSION + 2, 2, "two");
            rows.row('D', VERSION + 3, 1, "one");
        }
        feed.checkpoint(VERSION + 10);
    }

    /** URL of the landing zone. */
    String landingZone() {
        return endpoint.landingZone(WORKSPACE, database);
    }

    /** URL of a landing zone in a workspace that is not there. */
    String zoneElsewhere() {
        return endpoint.landingZone("elsewhere", database);
    }

    /** The folder in which the endpoint keeps the landing zone. */
    Path zone() {
        return zone;
    }

    /** What becomes of requests to the landing zone from now on. */
    void setFaults(Faults faults) {
        endpoint.setFaults(faults);
    }

    void set(String key, String value) {
        settings.put(key, value);
    }

    Map<String, String> settings() {
        return settings;
    }

    CommandRun command(String... words) {
        return CommandRun.of(folder, settings, words);
    }

    @Override
    public void close() throws IOException {
        endpoint.close();
    }
}
