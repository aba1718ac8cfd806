package io.tidbmirror.wiring.settings;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot be mirrored safely does not start: exit code 2, the reason and the key to change. */
class SafetyCheckTest extends CheckedSettings {
    private static final String URL = "https://acc.blob.core.windows.net/feeds/one";

    @Test
    void csvWithoutCommitTsIsRefusedInResolvedMode() {
        assertRefused(Map.of(COMMIT_TS, "false"))
                .startsWith("feed.csv.include-commit-ts=false: mode resolved needs a commit-ts in every row")
                .contains("mirror.mode=positioned");
        assertAccepted(Map.of(COMMIT_TS, "false", "mirror.mode", "positioned"));
    }

    @Test
    void canalJsonWithoutTheExtensionIsRefusedInResolvedMode() {
        assertRefused(Map.of("mirror.format", "canal-json"))
                .startsWith("feed.enable-tidb-extension=false: mode resolved needs the commit-ts in _tidb");
        assertAccepted(Map.of("mirror.format", "canal-json", "mirror.mode", "positioned"));
        assertAccepted(Map.of("mirror.format", "canal-json", "feed.enable-tidb-extension", "true"));
    }

    @Test
    void rawChangesWithoutOldValuesAreRefusedForCsvOnly() {
        String raw = "feed.cloud-storage-config.output-raw-change-event";
        assertRefused(Map.of(raw, "true"))
                .startsWith("feed.output-raw-change-event=true: an update of a key would leave the old row behind");
        assertAccepted(Map.of(raw, "true", "feed.csv.output-old-value", "true"));
        assertAccepted(Map.of(raw, "true", "mirror.format", "canal-json", "feed.enable-tidb-extension", "true"));
    }

    @Test
    void anEmptyTerminatorIsRefused() {
        assertRefused(Map.of("feed.terminator", "")).contains("feed.terminator=: rows would be glued together");
    }

    @Test
    void aTerminatorThatAMessageMayHoldIsRefusedForCanalJson() {
        assertRefused(Map.of(
                        "mirror.format", "canal-json", "feed.enable-tidb-extension", "true", "feed.terminator", ";"))
                .contains("feed.terminator=;: can occur inside of a message");
    }

    @Test
    void theLocationOfTheFeedIsWhatTheInputReads() {
        assertRefused(Map.of("feed.location", "https://acc.blob.core.windows.net/c/p"))
                .isEqualTo(
                        "feed.location=https://acc.blob.core.windows.net/c/p: is no folder: set mirror.input=blob, or"
                                + " file:FOLDER");
        assertRefused(Map.of("mirror.input", "blob", "feed.location", "file:/srv/feed"))
                .startsWith("feed.location=file:/srv/feed: is a folder: set mirror.input=folder, or the URL");
        assertRefused(Map.of("mirror.input", "blob", "feed.location", "https://acc.blob.core.windows.net/c/p?sig=abc"))
                .isEqualTo("feed.location=https://acc.blob.core.windows.net/c/p?…: a URL of a folder has no query,"
                        + " fragment or user");
        assertRefused(Map.of("mirror.input", "blob", "feed.location", "https://acc.blob.core.windows.net/"))
                .endsWith("names no container");
        assertRefused(Map.of("mirror.input", "blob", "feed.location", "https://acc.dfs.core.windows.net/feeds/one"))
                .contains("write acc.blob.core.windows.net as the host");
        assertRefused(Map.of("mirror.input", "blob", "feed.location", "s3://bucket/prefix"))
                .endsWith("not an http or https URL");
        assertAccepted(Map.of("mirror.input", "blob", "feed.location", "https://acc.blob.core.windows.net/c/p"));
    }

    @Test
    void aFeedWithoutLocationIsRefusedUnlessTheSourceIsTheUsersOwn() {
        assertRefused(Map.of("feed.location", "")).startsWith("feed.location is not set");
        assertAccepted(Map.of("feed.location", "", COMMIT_TS, "false", "mirror.input", "custom"));
    }

    @Test
    void aRemoteZoneNeedsAPlaceForItsState() {
        String zone = "https://onelake.dfs.fabric.microsoft.com/w/d.MountedRelationalDatabase/Files/LandingZone";
        assertRefused(Map.of("landing.zone", zone))
                .startsWith("landing.state is not set")
                .contains(".blob.core.windows.net/");
        assertAccepted(Map.of("landing.zone", zone, "landing.state", "https://acc.blob.core.windows.net/state/shop"));
        assertAccepted(Map.of("landing.zone", zone, "landing.state", "file:/state"));
        assertAccepted(Map.of("landing.state", "https://acc.blob.core.windows.net/state"));
    }

    @Test
    void placesThatCannotBeUsedAreRefusedWithoutTheirSignature() {
        assertRefused(Map.of(
                        "landing.state", "file:/s", "landing.zone", "https://acc.dfs.core.windows.net/f/p?sig=abc"))
                .startsWith("landing.zone=https://acc.dfs.core.windows.net/f/p?…: ")
                .doesNotContain("abc");
        assertRefused(Map.of("landing.state", "https://acc.dfs.core.windows.net/f/p"))
                .contains("write acc.blob.core.windows.net as the host");
        assertRefused(Map.of("landing.state", "https://onelake.dfs.fabric.microsoft.com/w/d.Lakehouse/Files"))
                .contains("a blob container of a storage account");
    }

    @Test
    void theZoneMayNotBeTheChangefeedsFolder() {
        assertRefused(Map.of("feed.location", "file:/f", "landing.zone", "file:/f/"))
                .contains("landing.zone=file:/f/: is the changefeed's folder itself");
    }

    @Test
    void theStateMayNotBeTheZone() {
        assertRefused(Map.of("landing.zone", "file:/z", "landing.state", "file:/a/../z"))
                .contains("is the landing zone itself");
    }

    @Test
    void aWebhookWithoutASecretThatCannotBeGuessedIsRefused() {
        Map<String, String> webhook = Map.of("mirror.input", "event-grid-webhook", "feed.location", URL);
        assertRefused(webhook).startsWith("event-grid.secret is not set: the webhook needs a secret");
        assertRefused(with(webhook, "event-grid.secret", "short"))
                .startsWith("event-grid.secret is too short")
                .doesNotContain("=short");
        assertAccepted(with(webhook, "event-grid.secret", "0123456789abcdef"));
        Map<String, String> tokens = new HashMap<>(webhook);
        tokens.put("event-grid.entra-tenant", "12345678-9ABC-def0-1234-56789abcdef0");
        tokens.put("event-grid.entra-audience", "api://mirror");
        assertAccepted(tokens);
        assertRefused(with(tokens, "event-grid.secret", "short")).startsWith("event-grid.secret is too short");
    }

    @Test
    void anEventQueueWithoutANameIsRefused() {
        Map<String, String> queue = Map.of("mirror.input", "event-grid-queue", "feed.location", URL);
        assertRefused(queue).startsWith("event-grid.queue is not set");
        assertAccepted(with(queue, "event-grid.queue", "feed-events"));
    }

    private static Map<String, String> with(Map<String, String> keys, String key, String value) {
        Map<String, String> more = new HashMap<>(keys);
        more.put(key, value);
        return more;
    }

    @Test
    void aShardOutsideOfTheCountIsRefused() {
        assertRefused(Map.of("mirror.shard.count", "2", "mirror.shard.index", "2"))
                .isEqualTo("mirror.shard.index=2: not below mirror.shard.count=2");
    }

    @Test
    void tableIdsAsPathsAndKeyOnlyDeletesOfCsvAreRefused() {
        assertRefused(Map.of("feed.use-table-id-as-path", "true")).contains("do not name the table");
        assertRefused(Map.of("feed.delete-only-output-handle-key-columns", "true"))
                .contains("TiCDC refuses it");
    }
}
