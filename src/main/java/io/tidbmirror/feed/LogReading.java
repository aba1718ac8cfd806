package io.tidbmirror.feed;

import io.tidbmirror.change.Projection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The log of a table on one base: the lineage up to it, and the versions of the name behind it. */
final class LogReading {
    private final TableFeed feed;
    private final ReadLedger ledger;
    private final FeedVersion base;

    LogReading(TableFeed feed, ReadLedger ledger, FeedVersion base) {
        this.feed = feed;
        this.ledger = ledger;
        this.base = base;
    }

    /** Where a window of the lineage that begins at a position must end: up to there no version follows another. */
    long endFrom(long position) {
        return base.strands().stream()
                .mapToLong(strand -> strand.endOf(strand.at(position)))
                .min()
                .orElseThrow();
    }

    /** Whether no file of that window is read behind its end: every strand has a version that ends there. */
    boolean isClosedFrom(long position) {
        long end = endFrom(position);
        return base.strands().stream().allMatch(strand -> {
            int index = strand.at(position);
            return strand.isClosed(index) && strand.endOf(index) == end;
        });
    }

    /** Unread files of the lineage that may hold rows from a position on, up to {@link #endFrom}, in the columns of the base. */
    List<FeedWindow.Span> lineageSpans(long position) {
        List<FeedWindow.Span> spans = new ArrayList<>();
        for (Strand strand : base.strands()) {
            add(strand, strand.at(position), spans);
        }
        return spans;
    }

    /** Unread files of a version behind the base, in its own columns. */
    List<FeedWindow.Span> spans(FeedVersion version) {
        List<FeedWindow.Span> spans = new ArrayList<>();
        Strand strand = version.strands().get(0);
        add(strand, strand.versions().size() - 1, spans);
        return spans;
    }

    /**
     * Files of a version, and of those before it that have the same columns: a writer that restarts may go on in an older
     * directory.
     */
    private void add(Strand strand, int index, List<FeedWindow.Span> spans) {
        int oldest = index;
        while (oldest > 0 && !strand.versions().get(oldest).hasOwnFolders()) {
            oldest--;
        }
        for (int i = oldest; i <= index; i++) {
            add(strand, strand.versions().get(i), spans);
        }
    }

    private void add(Strand strand, FeedVersion version, List<FeedWindow.Span> spans) {
        Projection projection = strand.from(version);
        boolean identity = projection.isIdentity(version.schema());
        for (FeedFile file : feed.files()) {
            if (isOf(file, version) && !ledger.isRead(file)) {
                boolean partition = !file.series().partition().isEmpty();
                Projection ofFile = partition ? projection : projection.ofAnyFile();
                spans.add(new FeedWindow.Span(file, ledger.offset(file), 0, identity ? null : ofFile));
            }
        }
    }

    private static boolean isOf(FeedFile file, FeedVersion version) {
        return file.version() == version.version()
                && file.schema().table().equals(version.schema().table());
    }

    /** Every file of the log. */
    List<FeedFile> files() {
        Set<FeedVersion> versions = new HashSet<>(base.lineage());
        feed.versions().stream()
                .filter(version -> version.version() > base.version())
                .forEach(versions::add);
        return feed.files().stream()
                .filter(file -> versions.stream().anyMatch(version -> isOf(file, version)))
                .toList();
    }
}
