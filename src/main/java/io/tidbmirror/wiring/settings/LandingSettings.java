package io.tidbmirror.wiring.settings;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.land.format.Compression;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where files land and in what form.
 *
 * @param zone the landing zone
 * @param state where the HEADs live; null for beside a local zone
 * @param format format of the landing files
 * @param compression compression of Parquet files
 * @param zeroDate what becomes of dates that no calendar has
 */
public record LandingSettings(
        Location zone, @Nullable Location state, FileFormat format, Compression compression, ZeroDate zeroDate) {
    static final Setting<Location> ZONE = Setting.of(
            "landing.zone", Kind.LOCATION, "file:target/landing-zone", "The landing zone: a `file:` folder.");
    static final Setting<Location> STATE = Setting.optional(
            "landing.state",
            Kind.LOCATION,
            "Where the state of each table (its HEAD) lives: a `file:` folder. Unset: beside a local zone, under the"
                    + " zone's name and `-state`. Losing it means to begin with an empty zone.");
    static final Setting<FileFormat> FORMAT = Setting.of(
            "landing.format",
            Kind.choice(FileFormat.class),
            "parquet",
            "Format of the files. Delimited ones (`csv`) have no decimals and take no changes of a table's columns:"
                    + " see docs/csv-landing-files.md.");
    static final Setting<Compression> COMPRESSION = Setting.of(
            "landing.compression", Kind.choice(Compression.class), "snappy", "Compression of the Parquet files.");
    static final Setting<ZeroDate> ZERO_DATE = Setting.of(
            "landing.zero-date",
            Kind.ZERO_DATE,
            "null",
            "What becomes of `0000-00-00` and of dates with a zero month or day: NULL, the columns as text, or the"
                    + " nearest valid date. Never applied to a key column: such a row quarantines its table.");

    static final List<Setting<?>> ALL = List.of(ZONE, STATE, FORMAT, COMPRESSION, ZERO_DATE);

    static LandingSettings of(Values values) {
        return new LandingSettings(
                values.get(ZONE),
                values.find(STATE),
                values.get(FORMAT),
                values.get(COMPRESSION),
                values.get(ZERO_DATE));
    }

    /** The local folder of the landing zone. */
    public Path zoneFolder() {
        return localFolder(ZONE, zone);
    }

    /** The local folder of the HEADs. */
    public Path stateFolder() {
        if (state != null) {
            return localFolder(STATE, state);
        }
        Path folder = zoneFolder().toAbsolutePath().normalize();
        Path name = folder.getFileName();
        if (name == null) {
            throw FatalException.configuration(ZONE.name() + "=" + zone + " is a root: set " + STATE.name());
        }
        return folder.resolveSibling(name + "-state");
    }

    private static Path localFolder(Setting<Location> setting, Location location) {
        if (!location.isFolder()) {
            throw FatalException.configuration(setting.name() + "=" + location
                    + ": not in this version, which lands in local folders: set " + setting.name() + "=file:FOLDER");
        }
        return location.folder();
    }
}
