package io.tidbmirror.feed;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a data file's folder: {@code {table}/{version}[/{partition}][/{date}]}. Table names, partitions and years
 * may all be plain numbers, so one folder can have several readings; which one holds is known from the schema files.
 *
 * @param table folder of the table
 * @param version TSO
 * @param partition physical id of the partition; empty if there is none
 * @param date empty if there is none
 */
record DataFolder(String table, long version, String partition, String date) {
    /** Every reading of a folder, each with a different table folder or version. */
    static List<DataFolder> readings(String folder) {
        List<DataFolder> found = new ArrayList<>();
        addReadings(folder, "", found);
        int slash = folder.lastIndexOf('/');
        if (slash > 0 && isDate(folder.substring(slash + 1))) {
            addReadings(folder.substring(0, slash), folder.substring(slash + 1), found);
        }
        return found;
    }

    private static void addReadings(String folder, String date, List<DataFolder> found) {
        add(reading(folder, "", date), found);
        int slash = folder.lastIndexOf('/');
        if (slash > 0) {
            String partition = folder.substring(slash + 1);
            if (Decimal.parseCanonical(partition) > 0) {
                add(reading(folder.substring(0, slash), partition, date), found);
            }
        }
    }

    private static void add(@Nullable DataFolder reading, List<DataFolder> found) {
        if (reading != null) {
            found.add(reading);
        }
    }

    private static @Nullable DataFolder reading(String folder, String partition, String date) {
        int slash = folder.lastIndexOf('/');
        if (slash <= 0) {
            return null;
        }
        long version = Decimal.parseCanonical(folder.substring(slash + 1));
        return version < 0 ? null : new DataFolder(folder.substring(0, slash), version, partition, date);
    }

    /** {@code 2006}, {@code 2006-01} or {@code 2006-01-02}. */
    private static boolean isDate(String name) {
        String shape = "dddd-dd-dd";
        int length = name.length();
        if (!DateSeparator.YEAR.fits(name) && !DateSeparator.MONTH.fits(name) && !DateSeparator.DAY.fits(name)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            boolean digit = name.charAt(i) >= '0' && name.charAt(i) <= '9';
            if (shape.charAt(i) == 'd' ? !digit : name.charAt(i) != '-') {
                return false;
            }
        }
        return true;
    }

    /** Whether a changefeed of this layout writes such folders. */
    boolean fits(PathLayout paths) {
        return paths.dateSeparator().fits(date) && (partition.isEmpty() || paths.partitionSeparator());
    }
}
