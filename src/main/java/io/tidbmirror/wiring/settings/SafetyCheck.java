package io.tidbmirror.wiring.settings;

import io.tidbmirror.azure.AzureUrl;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.decode.DumpOptions;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Refuses configurations under which rows would be lost, doubled or misread, and those of later versions. */
final class SafetyCheck {
    private SafetyCheck() {}

    static void check(Settings settings) {
        checkMirror(settings.mirror());
        checkLanding(settings.landing(), settings.feed().location());
        checkEvents(settings.mirror(), settings.eventGrid());
        if (settings.mirror().readsKafka()) {
            KafkaCheck.check(settings);
        } else if (!settings.mirror().customInput()) {
            checkFeed(settings.mirror(), settings.feed());
        }
        checkSnapshot(settings.mirror(), settings.snapshot());
    }

    private static void checkMirror(MirrorSettings mirror) {
        if (mirror.shardIndex() >= mirror.shardCount()) {
            throw MirrorSettings.SHARD_INDEX.refusal(
                    mirror.shardIndex(), "not below " + MirrorSettings.SHARD_COUNT.name() + "=" + mirror.shardCount());
        }
    }

    private static void checkEvents(MirrorSettings mirror, EventGridSettings events) {
        if (mirror.input().equals("event-grid-queue") && events.queue() == null) {
            throw EventGridSettings.QUEUE.missing("name the storage queue to which the event subscription delivers");
        }
        if (mirror.hasWebhook()) {
            checkWebhook(events.secret(), events.entra() != null);
        }
    }

    private static void checkWebhook(@Nullable String secret, boolean tokens) {
        if (secret == null ? !tokens : secret.length() < EventGridSettings.SECRET_LENGTH) {
            throw FatalException.configuration(EventGridSettings.SECRET.name()
                    + (secret == null ? " is not set" : " is too short") + ": the webhook needs a secret of "
                    + EventGridSettings.SECRET_LENGTH
                    + " characters or more, the same as behind ?code= in the URL of the"
                    + " event subscription, or tokens: " + EntraSettings.TENANT.name() + " and "
                    + EntraSettings.AUDIENCE.name());
        }
    }

    private static void checkLanding(LandingSettings landing, @Nullable Location feed) {
        Location state = landing.stateLocation();
        String place = place(landing.zone(), landing::zoneUrl);
        if (place.equals(place(state, landing::stateUrl))) {
            throw LandingSettings.STATE.refusal(state, "is the landing zone itself: set another folder");
        }
        if (feed != null && feed.isFolder() && place.equals(path(feed))) {
            throw LandingSettings.ZONE.refusal(landing.zone(), "is the changefeed's folder itself: set another folder");
        }
    }

    private static String place(Location location, Supplier<AzureUrl> url) {
        return location.isFolder() ? path(location) : url.get().toString();
    }

    private static String path(Location folder) {
        return folder.folder().toAbsolutePath().normalize().toString();
    }

    private static void checkSnapshot(MirrorSettings mirror, SnapshotSettings snapshot) {
        if (snapshot.location() == null) {
            return;
        }
        checkUrl(SnapshotSettings.LOCATION, snapshot.location());
        if (mirror.mode() != Mode.RESOLVED) {
            throw SnapshotSettings.LOCATION.refusal(
                    snapshot.location(),
                    "rows that the export holds already can only be told by their commit-ts: set "
                            + MirrorSettings.MODE.name() + "=resolved");
        }
        DumpOptions options = snapshot.options();
        if (!options.delimiter().isEmpty() && options.nullValue().startsWith(options.delimiter())) {
            throw SnapshotSettings.NULL_VALUE.refusal(options.nullValue(), "cannot be told from text");
        }
    }

    private static void checkFeed(MirrorSettings mirror, FeedSettings feed) {
        Location location = feed.location();
        if (location == null) {
            throw FeedSettings.LOCATION.missing(
                    "name the changefeed's folder, such as " + FeedSettings.LOCATION.name() + "=file:/mnt/changefeed");
        }
        checkLocation(mirror, location);
        if (feed.layout().tableIdAsPath()) {
            throw LayoutSettings.TABLE_ID_AS_PATH.refusal(
                    true, "such paths do not name the table: the changefeed must have it off");
        }
        if (feed.terminator().isEmpty()) {
            throw FeedSettings.TERMINATOR.refusal(
                    "",
                    "rows would be glued together: give the changefeed a terminator, such as \\n"
                            + ", and set the same here");
        }
        switch (mirror.format()) {
            case CSV -> checkCsv(mirror, feed);
            case CANAL_JSON -> checkCanalJson(mirror, feed);
        }
    }

    private static void checkLocation(MirrorSettings mirror, Location location) {
        if (mirror.input().equals("folder") != location.isFolder()) {
            throw FeedSettings.LOCATION.refusal(
                    location,
                    location.isFolder()
                            ? "is a folder: set " + MirrorSettings.INPUT.name() + "=folder, or the URL of a container"
                                    + " and prefix, such as https://ACCOUNT.blob.core.windows.net/CONTAINER/PREFIX"
                            : "is no folder: set " + MirrorSettings.INPUT.name() + "=blob, or file:FOLDER");
        }
        checkUrl(FeedSettings.LOCATION, location);
    }

    static void checkUrl(Setting<Location> setting, Location location) {
        if (!location.isFolder()) {
            try {
                AzureUrl.parse(location.text()).onBlobHost();
            } catch (IllegalArgumentException e) {
                throw setting.refusal(location, String.valueOf(e.getMessage()));
            }
        }
    }

    private static void checkCsv(MirrorSettings mirror, FeedSettings feed) {
        CsvSettings csv = feed.csv();
        if (mirror.mode() == Mode.RESOLVED && !csv.includeCommitTs()) {
            throw CsvSettings.INCLUDE_COMMIT_TS.refusal(
                    false,
                    "mode resolved needs a commit-ts in every row: set include-commit-ts = true in the changefeed and "
                            + CsvSettings.INCLUDE_COMMIT_TS.name() + "=true here, or "
                            + MirrorSettings.MODE.name() + "=positioned");
        }
        if (feed.outputRawChangeEvent() && !csv.outputOldValue()) {
            throw FeedSettings.OUTPUT_RAW_CHANGE_EVENT.refusal(
                    true,
                    "an update of a key would leave the old row behind, because csv without old values does not show"
                            + " it: set output-raw-change-event = false in the changefeed, or output-old-value = true"
                            + " there and " + CsvSettings.OUTPUT_OLD_VALUE.name() + "=true here");
        }
        if (feed.canalJson().deleteOnlyHandleKeyColumns()) {
            throw CanalJsonSettings.DELETE_ONLY_OUTPUT_HANDLE_KEY_COLUMNS.refusal(
                    true, "TiCDC refuses it with csv: set it to false");
        }
        CsvAmbiguity.check(csv, feed.terminator());
    }

    static void checkCanalJson(MirrorSettings mirror, FeedSettings feed) {
        if (mirror.mode() == Mode.RESOLVED && !feed.canalJson().tidbExtension()) {
            throw CanalJsonSettings.ENABLE_TIDB_EXTENSION.refusal(
                    false,
                    "mode resolved needs the commit-ts in _tidb: put enable-tidb-extension=true into the changefeed's"
                            + " sink URI and set " + CanalJsonSettings.ENABLE_TIDB_EXTENSION.name()
                            + "=true here, or " + MirrorSettings.MODE.name() + "=positioned");
        }
        if (!feed.terminator().contains("\n") && !feed.terminator().contains("\r")) {
            throw FeedSettings.TERMINATOR.refusal(
                    feed.terminator(), "can occur inside of a message: it needs a line break, which cannot");
        }
    }
}
