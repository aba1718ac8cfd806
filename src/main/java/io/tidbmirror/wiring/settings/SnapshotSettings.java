package io.tidbmirror.wiring.settings;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.decode.DumpBinary;
import io.tidbmirror.decode.DumpOptions;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A Dumpling export from which tables are loaded before the changefeed goes on.
 *
 * @param location its folder; null for none
 * @param tso its TSO, where it does not tell it itself
 * @param escapeBackslash whether its text has backslash escapes
 * @param separator CSV: between cells
 * @param delimiter CSV: around text
 * @param nullValue CSV: what stands for NULL
 * @param header CSV: whether each file begins with a line of column names
 * @param binary CSV: how binary values are written
 */
public record SnapshotSettings(
        @Nullable Location location,
        OptionalLong tso,
        boolean escapeBackslash,
        String separator,
        String delimiter,
        String nullValue,
        boolean header,
        DumpBinary binary) {
    /** The key of the location, for messages. */
    public static final String LOCATION_KEY = "snapshot.location";

    static final Setting<Location> LOCATION = Setting.optional(
            LOCATION_KEY,
            Kind.LOCATION,
            "Folder of a Dumpling export (CSV or SQL, plain or compressed). Its tables are loaded first; the changefeed goes"
                    + " on above the export's TSO.");
    static final Setting<Long> TSO = Setting.optional(
            "snapshot.tso",
            Kind.count(1, Long.MAX_VALUE),
            "The TSO at which the export was made, where its `metadata` does not tell it.");
    static final Setting<Boolean> ESCAPE_BACKSLASH = Setting.of(
            "snapshot.escape-backslash",
            Kind.FLAG,
            "true",
            "Dumpling's `--escape-backslash`: whether special characters of text are written as backslash escapes.");
    static final Setting<String> SEPARATOR = Setting.of(
            "snapshot.csv.separator", Kind.ESCAPED, ",", "Dumpling's `--csv-separator`: what stands between cells.");
    static final Setting<String> DELIMITER = Setting.of(
            "snapshot.csv.delimiter",
            Kind.TEXT.accepting("one character or empty"),
            "\"",
            "Dumpling's `--csv-delimiter`: what stands around text.");
    static final Setting<String> NULL_VALUE = Setting.of(
            "snapshot.csv.null-value",
            Kind.TEXT,
            "\\N",
            "Dumpling's `--csv-null-value`: what stands for NULL. In a properties file a backslash is written twice: `\\\\N`.");
    static final Setting<Boolean> HEADER = Setting.of(
            "snapshot.csv.header",
            Kind.FLAG,
            "true",
            "Whether each file begins with the names of its columns: `false` for Dumpling's `--no-header`.");
    static final Setting<DumpBinary> BINARY = Setting.of(
            "snapshot.csv.binary",
            Kind.choice(DumpBinary.class),
            "raw",
            "How binary values are written, which follows Dumpling's `--csv-output-dialect`: hex for snowflake and"
                    + " redshift, base64 for bigquery, raw without one.");

    static final List<Setting<?>> ALL =
            List.of(LOCATION, TSO, ESCAPE_BACKSLASH, SEPARATOR, DELIMITER, NULL_VALUE, HEADER, BINARY);

    static SnapshotSettings of(Values values) {
        Long tso = values.find(TSO);
        return new SnapshotSettings(
                values.find(LOCATION),
                tso == null ? OptionalLong.empty() : OptionalLong.of(tso),
                values.get(ESCAPE_BACKSLASH),
                values.get(SEPARATOR),
                values.get(DELIMITER),
                values.get(NULL_VALUE),
                values.get(HEADER),
                values.get(BINARY));
    }

    /**
     * How its files are read.
     *
     * @throws FatalException if they cannot be read unambiguously
     */
    public DumpOptions options() {
        try {
            return new DumpOptions(separator, delimiter, nullValue, escapeBackslash, header, binary);
        } catch (IllegalArgumentException ambiguous) {
            throw FatalException.configuration("snapshot.csv.*: " + ambiguous.getMessage());
        }
    }
}
