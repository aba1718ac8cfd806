package io.tidbmirror.wiring.settings;

import io.tidbmirror.decode.CsvOptions;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Where the changefeed writes and what its options are.
 *
 * @param location its folder or URL; null only for a source of the user's own
 * @param pollInterval time between two looks for new files
 * @param fullListInterval time between two listings of everything
 * @param complete the operator's word that nothing of the feed has expired
 * @param startTs the changefeed's start-ts, if told
 * @param terminator what ends a row
 * @param outputRawChangeEvent whether an update of a key is left as one update
 * @param timeZone of the TiCDC server
 * @param layout options that shape paths
 * @param csv options of protocol csv
 * @param canalJson options of protocol canal-json
 */
public record FeedSettings(
        @Nullable Location location,
        Duration pollInterval,
        Duration fullListInterval,
        boolean complete,
        OptionalLong startTs,
        String terminator,
        boolean outputRawChangeEvent,
        ZoneId timeZone,
        LayoutSettings layout,
        CsvSettings csv,
        CanalJsonSettings canalJson) {
    /** The key of the location, for messages. */
    public static final String LOCATION_KEY = "feed.location";

    static final Setting<Location> LOCATION = Setting.optional(
            LOCATION_KEY,
            Kind.LOCATION,
            "The changefeed's folder: the path of its sink URI, where `metadata` stands. For input `folder` a folder,"
                    + " for `blob` a URL `https://ACCOUNT.blob.core.windows.net/CONTAINER/PREFIX`.");
    static final Setting<Duration> POLL_INTERVAL =
            Setting.of("feed.poll-interval", Kind.DURATION, "2s", "Time between two looks for new files.");
    static final Setting<Duration> FULL_LIST_INTERVAL = Setting.of(
            "feed.full-list-interval",
            Kind.DURATION,
            "1m",
            "Longest time between two listings of the whole feed. In between, a large feed is looked at only where"
                    + " files came lately: so long may the first rows of a quiet or new table take to be seen. A feed of a"
                    + " few thousand files is listed whole at each look.");
    static final Setting<Boolean> COMPLETE = Setting.of(
            "feed.complete",
            Kind.FLAG,
            "false",
            "Your word that nothing of the feed has expired; asked for when a table is to be built again from it, or is"
                    + " behind for longer than files are kept.");
    static final Setting<Long> START_TS = Setting.optional(
            "feed.start-ts",
            Kind.count(1, Long.MAX_VALUE),
            "The changefeed's start-ts. Needed with `snapshot.location`, where the feed does not show by itself that it began at"
                    + " or below the export's TSO. A table that is landed up to less stops: changes in between would be missing.");
    static final Setting<String> CHANGEFEED_CONFIG = Setting.optional(
            "feed.changefeed-config",
            Kind.TEXT.accepting("file"),
            "The changefeed's own TOML file. Its `[sink]` options become defaults: a key set anywhere else wins.");
    static final Setting<String> PROTOCOL = Setting.optional(
            "feed.protocol",
            Kind.TEXT.accepting("csv, canal-json"),
            "The changefeed's `protocol`: the default of `mirror.format`.");
    static final Setting<String> TERMINATOR = Setting.of(
            "feed.terminator", Kind.ESCAPED, "\\r\\n", "What ends each row. Empty is refused: rows would be glued.");
    static final Setting<Boolean> OUTPUT_RAW_CHANGE_EVENT = Setting.of(
                    "feed.output-raw-change-event",
                    Kind.FLAG,
                    "false",
                    "Whether an update of a key stays one update. With csv it needs `feed.csv.output-old-value`.")
            .alias("feed.cloud-storage-config.output-raw-change-event");

    static final Setting<ZoneId> TIME_ZONE = Setting.of(
            "feed.time-zone",
            new Kind<>("time zone, such as `UTC`, `+08:00` or `Asia/Tokyo`", FeedSettings::zone, ZoneId::getId),
            "UTC",
            "Time zone of the TiCDC server (its `--tz`), in which it writes TIMESTAMP values without telling it. They land"
                    + " in UTC. A time that the clocks of the zone show twice quarantines its table.");

    static final List<Setting<?>> ALL = List.of(
            LOCATION,
            POLL_INTERVAL,
            FULL_LIST_INTERVAL,
            COMPLETE,
            START_TS,
            CHANGEFEED_CONFIG,
            PROTOCOL,
            TERMINATOR,
            OUTPUT_RAW_CHANGE_EVENT,
            TIME_ZONE);

    static FeedSettings of(Values values) {
        Long startTs = values.find(START_TS);
        return new FeedSettings(
                values.find(LOCATION),
                values.get(POLL_INTERVAL),
                values.get(FULL_LIST_INTERVAL),
                values.get(COMPLETE),
                startTs == null ? OptionalLong.empty() : OptionalLong.of(startTs),
                values.get(TERMINATOR),
                values.get(OUTPUT_RAW_CHANGE_EVENT),
                values.get(TIME_ZONE),
                LayoutSettings.of(values),
                CsvSettings.of(values),
                CanalJsonSettings.of(values));
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("not a time zone that Java knows", unknown);
        }
    }

    /** How CSV is read; of settings that are safe only. */
    public CsvOptions csvOptions() {
        return csv.options(terminator);
    }
}
