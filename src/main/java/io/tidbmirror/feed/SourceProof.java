package io.tidbmirror.feed;

import io.tidbmirror.change.CommitTs;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the completeness of the changefeed's folder: whether everything since a table was made, or since what is
 * covered, is still there (ticdc-storage.md section 5, retention).
 *
 * @param complete the operator's word
 * @param expires whether TiCDC may delete old files
 * @param retention when it does; null if it never does, or nobody says
 * @param gone why it never is, or null
 * @param startTs the changefeed's start-ts, if the operator tells it
 */
public record SourceProof(
        boolean complete,
        boolean expires,
        @Nullable Retention retention,
        @Nullable String gone,
        OptionalLong startTs) {
    /** Files may have been deleted. */
    public static final SourceProof UNKNOWN = new SourceProof(false, true);

    /** What takes the place of a log that cannot be read or converted. */
    static final String REMEDY =
            "An export of the table at or above that statement can take its place: set snapshot.location"
                    + " to it, then build the table again (command: table rebuild), or exclude the table";

    public SourceProof(boolean complete, boolean expires) {
        this(complete, expires, null, null, OptionalLong.empty());
    }

    /** Whether anybody says where the changefeed began. */
    boolean isTold() {
        return startTs.isPresent();
    }

    /** For people: that changes may be missing between a former changefeed in the same folder and this one; null if not. */
    @Nullable
    String doubt(TableFeed feed, long position) {
        return isGap(position) && feed.oldest() < startTs.orElse(0)
                ? "table " + feed.table() + " is landed up to " + new CommitTs(position).withTime()
                        + ", and the changefeed began at " + new CommitTs(startTs.orElse(0)).withTime()
                        + " (feed.start-ts), in a folder that has older files: if those of a former changefeed end before that,"
                        + " changes in between are missing, and nothing tells. Compare it with the last checkpoint of the former"
                        + " one"
                : null;
    }

    private boolean isGap(long position) {
        return position > 0 && position < startTs.orElse(0);
    }

    /**
     * Why changes from a position on are in no file, and what to do; null if they are, or it is not certain. Versions are never
     * below the start-ts of their changefeed (ticdc-storage.md section 4.5): an older one is of a former changefeed in the same
     * folder, which may have had them.
     */
    @Nullable
    String gap(TableFeed feed, long position) {
        return !isGap(position) || feed.oldest() < startTs.orElse(0)
                ? null
                : "table " + feed.table() + " is landed up to " + new CommitTs(position).withTime()
                        + ", and the changefeed began at " + new CommitTs(startTs.orElse(0)).withTime()
                        + " (feed.start-ts): changes in between are in no file. If that is not its start-ts, set feed.start-ts"
                        + " to the right one and release the table (command: table release). Else create the changefeed again below"
                        + " a fresh prefix, with --start-ts=" + (position - 1)
                        + " or less. Or an export of the table can take"
                        + " their place: set snapshot.location to it, then build the table again (command: table rebuild)";
    }

    /**
     * Why rows from a position on may have been deleted before they were read, and what to do; null if they were not, or nobody
     * says that any are.
     */
    @Nullable
    String expired(TableFeed feed, long position) {
        if (complete || retention == null || retention.keeps(position, feed.complete())) {
            return null;
        }
        return "table " + feed.table() + " is read up to " + new CommitTs(position).withTime()
                + ", and " + deletion(retention, feed) + ": rows in between may be gone. If they are all there, set"
                + " feed.complete=true and release the table (command: table release). Else an export of the table can take"
                + " their place: set snapshot.location to it, then build the table again (command: table rebuild)";
    }

    /** What is missing to build a table from its beginning, and what to do; null if nothing is. */
    @Nullable
    String missing(TableFeed feed, FeedVersion base) {
        if (gone != null) {
            return gone;
        }
        for (Strand strand : base.strands()) {
            String missing = missingSince(feed, strand.versions().get(0));
            if (missing != null) {
                return missing;
            }
        }
        return null;
    }

    private @Nullable String missingSince(TableFeed feed, FeedVersion first) {
        TableFeed.Exported exported = feed.exported();
        boolean isExport = exported != null && first.step() == FeedVersion.Step.EXPORTED;
        if (!isExport && !first.restarts()) {
            return "that does not reach back to the table's creation: its first schema file is of version "
                    + first.version() + " and creates no table. " + REMEDY;
        }
        FeedFile late = complete ? null : firstMissing(feed);
        if (late != null) {
            return "files before " + late.name() + " are missing (numbers begin at 1). If nothing was ever deleted set"
                    + " feed.complete=true and release the table. " + REMEDY;
        }
        return deletedSince(feed, exported != null && isExport ? exported.dump().tso() : first.version());
    }

    /** Why rows of a log from a position on may have been deleted, and what to do; null if they were not for certain. */
    @Nullable
    String deletedSince(TableFeed feed, long position) {
        Retention known = retention == null ? Retention.SHORTEST : retention;
        if (complete || !expires || known.keeps(position, feed.complete())) {
            return null;
        }
        return retention == null
                ? "TiCDC may have deleted old files of it: say that it has not by"
                        + " feed.cloud-storage-config.file-expiration-days=0 if the changefeed has that, or feed.complete=true,"
                        + " then release the table (command: table release)"
                : deletion(retention, feed) + ", and rows from " + new CommitTs(position).withTime()
                        + " on are needed. If they are all there, set feed.complete=true and release the"
                        + " table (command: table release). " + REMEDY;
    }

    private static String deletion(Retention retention, TableFeed feed) {
        return "TiCDC deletes the folders of days that are more than " + retention.days()
                + " days (feed.file-expiration-days) before the checkpoint, which is "
                + new CommitTs(feed.complete()).withTime();
    }

    /** The first file of a directory whose numbers do not begin at 1. */
    private static @Nullable FeedFile firstMissing(TableFeed feed) {
        Map<String, FeedFile> lowest = new HashMap<>();
        for (FeedFile file : feed.files()) {
            String folder = file.name().substring(0, file.name().lastIndexOf('/')) + "/"
                    + file.series().dispatcher();
            lowest.merge(folder, file, (one, other) -> one.number() <= other.number() ? one : other);
        }
        return lowest.values().stream()
                .filter(file -> file.number() != 1)
                .findFirst()
                .orElse(null);
    }
}
