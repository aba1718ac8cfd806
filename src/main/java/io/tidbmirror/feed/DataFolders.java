package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Finds the table and version that a folder of data files belongs to. */
final class DataFolders {
    private final Catalog catalog;
    private final FeedOptions options;

    DataFolders(Catalog catalog, FeedOptions options) {
        this.catalog = catalog;
        this.options = options;
    }

    /** Readings of a folder for which there is a schema file; several only if the options do not settle which holds. */
    List<DataFolder> known(String folder) {
        List<DataFolder> known = new ArrayList<>(DataFolder.readings(folder));
        known.removeIf(reading -> catalog.owner(reading) == null);
        if (known.size() > 1) {
            List<DataFolder> fitting = known.stream()
                    .filter(reading -> reading.fits(options.paths()))
                    .toList();
            return fitting.size() == 1 ? fitting : known;
        }
        return known;
    }

    /** The table of a reading found by {@link #known}. */
    TableId owner(DataFolder known) {
        return Objects.requireNonNull(catalog.owner(known));
    }

    /** The problem of one of several tables that a folder may belong to. */
    FeedProblem ambiguous(String folder, DataFolder reading) {
        return new FeedProblem(
                reading.version(),
                "folder " + folder + " may hold rows of table " + owner(reading) + " in version " + reading.version()
                        + " or of another table: set feed.date-separator and feed.enable-partition-separator to what the"
                        + " changefeed uses, or exclude the table");
    }

    /** The problem of a folder without a schema file, for the most likely of its readings. */
    FeedProblem missing(DataFolder reading) {
        return new FeedProblem(
                reading.version(),
                "table " + catalog.guess(reading.table()) + " stops at version " + reading.version()
                        + ": schema file missing: there are rows, but no " + reading.table() + "/meta/schema_"
                        + reading.version() + "_*.json; restore that file from the changefeed, or exclude the table");
    }

    /** The most likely reading of a folder without a schema file: ids of partitions are far smaller than a TSO. */
    static DataFolder likely(List<DataFolder> readings) {
        return Collections.max(readings, Comparator.comparingLong(DataFolder::version));
    }
}
