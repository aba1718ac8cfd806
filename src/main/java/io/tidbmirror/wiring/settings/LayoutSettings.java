package io.tidbmirror.wiring.settings;

import io.tidbmirror.feed.DateSeparator;
import io.tidbmirror.feed.Retention;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options that shape the changefeed's paths. They settle how a path is read where its names allow two readings.
 *
 * @param dateSeparator by what a table's folder is divided
 * @param partitionSeparator whether each partition has a folder of its own
 * @param tableIdAsPath whether paths carry table ids in place of names
 * @param acrossNodes whether several nodes write one table
 * @param fileExpirationDays after how many days TiCDC deletes day folders, null if nobody says
 */
public record LayoutSettings(
        DateSeparator dateSeparator,
        boolean partitionSeparator,
        boolean tableIdAsPath,
        boolean acrossNodes,
        @Nullable Long fileExpirationDays) {
    static final Setting<DateSeparator> DATE_SEPARATOR = Setting.of(
            "feed.date-separator",
            Kind.choice(DateSeparator.class),
            "day",
            "Date folders below a table's version. All forms are read; this settles paths that can be read in two ways.");
    static final Setting<Boolean> PARTITION_SEPARATOR = Setting.of(
            "feed.enable-partition-separator",
            Kind.FLAG,
            "true",
            "A folder for each partition. Keep it on: with `false`, TiCDC may overwrite files of partitioned tables, so they"
                    + " are quarantined.");
    static final Setting<Long> FILE_INDEX_DIGIT = Setting.of(
            "feed.file-index-digit",
            Kind.count(0, Integer.MAX_VALUE).accepting("number"),
            "20",
            "Digits of a data file's number. 6 to 20 are read, whatever is set here; TiCDC takes 20 for any other.");
    static final Setting<Boolean> TABLE_ID_AS_PATH = Setting.of(
                    "feed.use-table-id-as-path",
                    Kind.FLAG,
                    "false",
                    "Paths with table ids in place of names. Only `false` is read.")
            .alias("feed.cloud-storage-config.use-table-id-as-path");

    static final Setting<Boolean> ACROSS_NODES = Setting.of(
            "feed.enable-table-across-nodes",
            Kind.FLAG,
            "false",
            "Whether several nodes write one table (`[scheduler]` in the changefeed's file). A table whose files do not tell"
                    + " their writer in their names is then quarantined: such a TiCDC overwrites them.");

    static final Setting<Long> FILE_EXPIRATION_DAYS = Setting.optional(
                    "feed.file-expiration-days",
                    Kind.count(0, Integer.MAX_VALUE).accepting("number"),
                    "After how many days TiCDC deletes day folders; 0 for never. A table that is behind for longer stops, since"
                            + " rows may be gone unread. Asked for when a table is to be built again from the feed.")
            .alias("feed.cloud-storage-config.file-expiration-days");

    static final List<Setting<?>> ALL = List.of(
            DATE_SEPARATOR,
            PARTITION_SEPARATOR,
            FILE_INDEX_DIGIT,
            TABLE_ID_AS_PATH,
            ACROSS_NODES,
            FILE_EXPIRATION_DAYS);

    static LayoutSettings of(Values values) {
        return new LayoutSettings(
                values.get(DATE_SEPARATOR),
                values.get(PARTITION_SEPARATOR),
                values.get(TABLE_ID_AS_PATH),
                values.get(ACROSS_NODES),
                values.find(FILE_EXPIRATION_DAYS));
    }

    /** Whether TiCDC may have deleted old files, as far as the configuration tells. */
    public boolean mayExpire() {
        return dateSeparator == DateSeparator.DAY && (fileExpirationDays == null || fileExpirationDays > 0);
    }

    /** When TiCDC deletes files; null if it never does, or nobody says. */
    public @Nullable Retention retention() {
        return mayExpire() && fileExpirationDays != null ? new Retention(fileExpirationDays) : null;
    }
}
