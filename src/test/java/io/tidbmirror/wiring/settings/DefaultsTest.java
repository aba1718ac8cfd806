package io.tidbmirror.wiring.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.TableId;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.decode.BinaryEncoding;
import io.tidbmirror.decode.DumpBinary;
import io.tidbmirror.feed.DateSeparator;
import io.tidbmirror.land.format.Compression;
import io.tidbmirror.wiring.settings.LandingSettings.DroppedTable;
import io.tidbmirror.wiring.settings.LandingSettings.IncompatibleChange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A name or default that changes here changes what every user's configuration means. */
class DefaultsTest {
    private static final String NONE = "(none)";

    @Test
    void everyNameAndDefaultIsPinned() {
        assertThat(namesAndDefaults())
                .containsExactly(
                        Map.entry("mirror.input", "folder"),
                        Map.entry("mirror.format", "csv"),
                        Map.entry("mirror.mode", "resolved"),
                        Map.entry("mirror.once", "false"),
                        Map.entry("mirror.once-timeout", "5m"),
                        Map.entry("mirror.shard.count", "1"),
                        Map.entry("mirror.shard.index", "0"),
                        Map.entry("mirror.master", "none"),
                        Map.entry("feed.location", NONE),
                        Map.entry("feed.poll-interval", "2s"),
                        Map.entry("feed.full-list-interval", "1m"),
                        Map.entry("feed.complete", "false"),
                        Map.entry("feed.start-ts", NONE),
                        Map.entry("feed.changefeed-config", NONE),
                        Map.entry("feed.protocol", NONE),
                        Map.entry("feed.terminator", "\\r\\n"),
                        Map.entry("feed.output-raw-change-event", "false"),
                        Map.entry("feed.time-zone", "UTC"),
                        Map.entry("feed.csv.delimiter", ","),
                        Map.entry("feed.csv.quote", "\""),
                        Map.entry("feed.csv.null", "\\N"),
                        Map.entry("feed.csv.include-commit-ts", "false"),
                        Map.entry("feed.csv.binary-encoding-method", "base64"),
                        Map.entry("feed.csv.output-old-value", "false"),
                        Map.entry("feed.csv.output-handle-key", "false"),
                        Map.entry("feed.csv.output-field-header", "false"),
                        Map.entry("feed.enable-tidb-extension", "false"),
                        Map.entry("feed.content-compatible", "false"),
                        Map.entry("feed.only-output-updated-columns", "false"),
                        Map.entry("feed.delete-only-output-handle-key-columns", "false"),
                        Map.entry("feed.date-separator", "day"),
                        Map.entry("feed.enable-partition-separator", "true"),
                        Map.entry("feed.file-index-digit", "20"),
                        Map.entry("feed.use-table-id-as-path", "false"),
                        Map.entry("feed.enable-table-across-nodes", "false"),
                        Map.entry("feed.file-expiration-days", NONE),
                        Map.entry("snapshot.location", NONE),
                        Map.entry("snapshot.tso", NONE),
                        Map.entry("snapshot.escape-backslash", "true"),
                        Map.entry("snapshot.csv.separator", ","),
                        Map.entry("snapshot.csv.delimiter", "\""),
                        Map.entry("snapshot.csv.null-value", "\\N"),
                        Map.entry("snapshot.csv.header", "true"),
                        Map.entry("snapshot.csv.binary", "raw"),
                        Map.entry("tables.include", "*.*"),
                        Map.entry("tables.exclude", ""),
                        Map.entry("landing.zone", "file:target/landing-zone"),
                        Map.entry("landing.state", NONE),
                        Map.entry("landing.format", "parquet"),
                        Map.entry("landing.compression", "snappy"),
                        Map.entry("landing.zero-date", "null"),
                        Map.entry("landing.on-incompatible-change", "rebuild"),
                        Map.entry("landing.on-drop", "remove"),
                        Map.entry("landing.threads", "processors"),
                        Map.entry("batch.max-rows", "1000000"),
                        Map.entry("batch.max-bytes", "64MiB"),
                        Map.entry("batch.max-age", "10s"),
                        Map.entry("azure.connection-string", NONE),
                        Map.entry("azure.client-secret-file", NONE),
                        Map.entry("kafka.bootstrap-servers", NONE),
                        Map.entry("kafka.topics", NONE),
                        Map.entry("kafka.topics-pattern", "false"),
                        Map.entry("kafka.group", "tidb-mirror"),
                        Map.entry("kafka.dispatcher", "table"),
                        Map.entry("kafka.compression", "none"),
                        Map.entry("kafka.claim-check.location", NONE),
                        Map.entry("kafka.memory", "64MiB"),
                        Map.entry("kafka.spill-folder", NONE),
                        Map.entry("kafka.sasl.jaas.config", NONE),
                        Map.entry("kafka.ssl.keystore.password", NONE),
                        Map.entry("kafka.ssl.truststore.password", NONE),
                        Map.entry("event-grid.queue", NONE),
                        Map.entry("event-grid.queue-service", NONE),
                        Map.entry("event-grid.path", "/event-grid"),
                        Map.entry("event-grid.secret", NONE),
                        Map.entry("event-grid.entra-tenant", NONE),
                        Map.entry("event-grid.entra-audience", NONE),
                        Map.entry("event-grid.entra-sender", "4962773b-9cdb-44cf-a8bf-237846a00ab7"),
                        Map.entry("event-grid.entra-authority", "https://login.microsoftonline.com"),
                        Map.entry("event-grid.poll-interval", "1m"));
    }

    @Test
    void anEmptyConfigurationHasTheDefaultsAsValues() {
        Settings settings = Settings.parse(Map.of());

        assertThat(settings.mirror())
                .isEqualTo(new MirrorSettings(
                        "folder", Format.CSV, Mode.RESOLVED, false, Duration.ofMinutes(5), 1, 0, Master.NONE));
        assertThat(settings.feed())
                .isEqualTo(new FeedSettings(
                        null,
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(1),
                        false,
                        OptionalLong.empty(),
                        "\r\n",
                        false,
                        ZoneId.of("UTC"),
                        new LayoutSettings(DateSeparator.DAY, true, false, false, null),
                        new CsvSettings(",", "\"", "\\N", false, BinaryEncoding.BASE64, false, false, false),
                        new CanalJsonSettings(false, false)));
        assertThat(settings.snapshot())
                .isEqualTo(
                        new SnapshotSettings(null, OptionalLong.empty(), true, ",", "\"", "\\N", true, DumpBinary.RAW));
        assertThat(settings.landing())
                .isEqualTo(new LandingSettings(
                        new Location("file", "file:target/landing-zone"),
                        null,
                        FileFormat.PARQUET,
                        Compression.SNAPPY,
                        ZeroDate.NULL,
                        IncompatibleChange.REBUILD,
                        DroppedTable.REMOVE,
                        Math.max(4, Runtime.getRuntime().availableProcessors())));
        assertThat(settings.batch()).isEqualTo(new BatchSettings(1_000_000, 64L << 20, Duration.ofSeconds(10)));
        assertThat(settings.tables().selects(new TableId("any", "table"))).isTrue();
    }

    @Test
    void theStateOfALocalZoneLivesBesideIt() {
        Settings settings = Settings.parse(Map.of("landing.zone", "file:/srv/mirror/zone"));

        assertThat(settings.landing().stateFolder()).isEqualTo(Path.of("/srv/mirror/zone-state"));
    }

    @Test
    void placeholdersSeeEveryDefaultInPlainForm() {
        assertThat(Settings.parse(Map.of()).properties())
                .containsEntry("mirror.format", "csv")
                .containsEntry("mirror.once", "false")
                .containsEntry("feed.poll-interval", "2000")
                .containsEntry("batch.max-bytes", "67108864")
                .containsEntry("batch.max-rows", "1000000")
                .containsEntry("feed.cloud-storage-config.output-raw-change-event", "false")
                .doesNotContainKey("feed.location");
    }

    @Test
    void everySettingSaysWhatItDoes() {
        assertThat(Catalogue.all()).allSatisfy(setting -> {
            assertThat(setting.purpose()).endsWith(".");
            assertThat(setting.kind().accepts()).isNotBlank();
        });
        assertThat(List.copyOf(Settings.names())).doesNotHaveDuplicates();
    }

    private static Map<String, String> namesAndDefaults() {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Setting<?> setting : Catalogue.all()) {
            @Nullable String fallback = setting.fallback();
            pairs.put(setting.name(), fallback == null ? NONE : fallback);
        }
        return pairs;
    }
}
