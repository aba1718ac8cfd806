package io.tidbmirror.wiring.settings;

import io.tidbmirror.azure.AzureUrl;
import io.tidbmirror.azure.LandingZoneUrl;
import io.tidbmirror.azure.StateUrl;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.land.format.Compression;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where files land and in what form.
 *
 * @param zone the landing zone
 * @param state where the HEADs live; null for beside a local zone
 * @param format format of the landing files
 * @param compression compression of Parquet files
 * @param zeroDate what becomes of dates that no calendar has
 * @param onIncompatibleChange what becomes of a table whose landed rows cannot stay as they are
 * @param onDrop what becomes of the landing folder of a dropped table
 * @param threads how many tables land at once
 */
public record LandingSettings(
        Location zone,
        @Nullable Location state,
        FileFormat format,
        Compression compression,
        ZeroDate zeroDate,
        IncompatibleChange onIncompatibleChange,
        DroppedTable onDrop,
        int threads) {
    /** What becomes of a table whose landed rows cannot stay as they are. */
    public enum IncompatibleChange {
        REBUILD,
        QUARANTINE
    }

    /** What becomes of the landing folder of a dropped table. */
    public enum DroppedTable {
        REMOVE,
        KEEP
    }

    static final Setting<Location> ZONE = Setting.of(
            "landing.zone",
            Kind.LOCATION,
            "file:target/landing-zone",
            "The landing zone: a `file:` folder, or the URL that Fabric shows,"
                    + " `https://onelake.dfs.fabric.microsoft.com/<workspace>/<database>/Files/LandingZone`. See"
                    + " docs/onelake.md.");
    static final Setting<Location> STATE = Setting.optional(
            "landing.state",
            Kind.LOCATION,
            "Where the state of each table (its HEAD) lives: a `file:` folder, or a blob container with a path,"
                    + " `https://<account>.blob.core.windows.net/<container>/<path>`. Unset: beside a local zone, under"
                    + " the zone's name and `-state`. Losing it means to begin with an empty zone.");
    static final Setting<FileFormat> FORMAT = Setting.of(
            "landing.format",
            Kind.choice(FileFormat.class),
            "parquet",
            "Format of the files. With delimited ones (`csv`) decimals are text, and a table whose columns change is built"
                    + " again: see docs/csv-landing-files.md.");
    static final Setting<Compression> COMPRESSION = Setting.of(
            "landing.compression", Kind.choice(Compression.class), "snappy", "Compression of the Parquet files.");
    static final Setting<ZeroDate> ZERO_DATE = Setting.of(
            "landing.zero-date",
            Kind.ZERO_DATE,
            "null",
            "What becomes of `0000-00-00` and of dates with a zero month or day: NULL, the columns as text, or the"
                    + " nearest valid date. Never applied to a key column: such a row quarantines its table.");

    static final Setting<IncompatibleChange> ON_INCOMPATIBLE_CHANGE = Setting.of(
            "landing.on-incompatible-change",
            Kind.choice(IncompatibleChange.class),
            "rebuild",
            "What becomes of a table when a statement changes rows that are landed, or Fabric would refuse its new"
                    + " columns (docs/ddl.md): its landing folder is built again from the changefeed, or it is"
                    + " quarantined.");
    static final Setting<DroppedTable> ON_DROP = Setting.of(
            "landing.on-drop",
            Kind.choice(DroppedTable.class),
            "remove",
            "What becomes of the landing folder when its table is dropped or renamed.");

    static final Setting<Integer> THREADS = Setting.of(
            "landing.threads",
            new Kind<>("number 1 to 1000, or processors", LandingSettings::threads, String::valueOf),
            "processors",
            "How many tables land at once. `processors`: one for each processor, but at least 4, because landing also"
                    + " waits for storage. While processors are idle, a large file is written by a second thread.");

    static final List<Setting<?>> ALL =
            List.of(ZONE, STATE, FORMAT, COMPRESSION, ZERO_DATE, ON_INCOMPATIBLE_CHANGE, ON_DROP, THREADS);

    private static final String PROCESSORS = "processors";
    private static final int LEAST_THREADS = 4;
    private static final int MOST_THREADS = 1_000;

    static LandingSettings of(Values values) {
        return new LandingSettings(
                values.get(ZONE),
                values.find(STATE),
                values.get(FORMAT),
                values.get(COMPRESSION),
                values.get(ZERO_DATE),
                values.get(ON_INCOMPATIBLE_CHANGE),
                values.get(ON_DROP),
                values.get(THREADS));
    }

    private static int threads(String text) {
        return text.strip().equalsIgnoreCase(PROCESSORS)
                ? Math.max(LEAST_THREADS, Runtime.getRuntime().availableProcessors())
                : Kind.count(1, MOST_THREADS).read(text).intValue();
    }

    /** The folder of a local landing zone. */
    public Path zoneFolder() {
        return zone.folder();
    }

    /** The URL of a remote landing zone. */
    public AzureUrl zoneUrl() {
        return url(ZONE, zone, LandingZoneUrl::parse);
    }

    /** The folder of HEADs that are local. */
    public Path stateFolder() {
        return stateLocation().folder();
    }

    /** The URL of HEADs that are remote. */
    public AzureUrl stateUrl() {
        return url(STATE, stateLocation(), StateUrl::parse);
    }

    /** Where the HEADs live: as configured, or beside a local zone. */
    public Location stateLocation() {
        if (state != null) {
            return state;
        }
        if (!zone.isFolder()) {
            throw STATE.missing(
                    "a remote landing zone needs a place for the state of its tables, such as " + STATE.name()
                            + "=https://ACCOUNT.blob.core.windows.net/CONTAINER/PATH (or a file: folder that is never lost)");
        }
        Path folder = zoneFolder().toAbsolutePath().normalize();
        Path name = folder.getFileName();
        if (name == null) {
            throw ZONE.refusal(zone, "is a root, so that no folder can be beside it: set " + STATE.name());
        }
        return new Location("file", folder.resolveSibling(name + "-state").toString());
    }

    private static AzureUrl url(Setting<Location> setting, Location location, Function<String, AzureUrl> reader) {
        try {
            return reader.apply(location.text());
        } catch (IllegalArgumentException e) {
            throw setting.refusal(location, String.valueOf(e.getMessage()));
        }
    }
}
