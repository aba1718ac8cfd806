package io.tidbmirror.wiring;

import io.tidbmirror.azure.AzureAccess;
import io.tidbmirror.azure.AzureFeedStore;
import io.tidbmirror.azure.AzureUrl;
import io.tidbmirror.azure.BlobHeadStore;
import io.tidbmirror.azure.OneLakeLandingZone;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.feed.FeedStore;
import io.tidbmirror.land.HeadStore;
import io.tidbmirror.land.LandingZone;
import io.tidbmirror.local.LocalFeedStore;
import io.tidbmirror.local.LocalHeadStore;
import io.tidbmirror.local.LocalLandingZone;
import io.tidbmirror.wiring.settings.FeedSettings;
import io.tidbmirror.wiring.settings.LandingSettings;
import io.tidbmirror.wiring.settings.Location;
import io.tidbmirror.wiring.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;

/** The adapters of the three ports, chosen by the scheme of their locations. */
final class Stores {
    private Stores() {}

    /**
     * The store of a changefeed or of an export.
     *
     * @param key the setting that names it
     */
    static FeedStore feed(String key, Location location, Settings settings) {
        if (!location.isFolder()) {
            AzureFeedStore store = new AzureFeedStore(access(settings), AzureUrl.parse(location.text()));
            store.check(key);
            return store;
        }
        if (!Files.isDirectory(location.folder())) {
            String which = key.equals(FeedSettings.LOCATION_KEY)
                    ? "; it is the one of the changefeed's sink URI, where metadata stands"
                    : "";
            throw FatalException.start(
                    key + "=" + location + ": there is no such folder, or this user may not look for it" + which, null);
        }
        return new LocalFeedStore(location.folder());
    }

    static LandingZone zone(Settings settings) throws IOException {
        LandingSettings landing = settings.landing();
        return landing.zone().isFolder()
                ? new LocalLandingZone(landing.zoneFolder())
                : new OneLakeLandingZone(access(settings), landing.zoneUrl());
    }

    static HeadStore heads(Settings settings) throws IOException {
        LandingSettings landing = settings.landing();
        return landing.stateLocation().isFolder()
                ? new LocalHeadStore(landing.stateFolder())
                : new BlobHeadStore(access(settings), landing.stateUrl());
    }

    static AzureAccess access(Settings settings) {
        try {
            return new AzureAccess(
                    settings.azure().connectionString(), settings.azure().clientSecretFile());
        } catch (IllegalArgumentException e) {
            throw FatalException.configuration("azure.connection-string: " + e.getMessage());
        }
    }
}
