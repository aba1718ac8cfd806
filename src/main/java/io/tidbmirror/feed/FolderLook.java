package io.tidbmirror.feed;

import io.tidbmirror.feed.Listing.DataObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings one folder of data files up to date with at most three list calls: one of its index files and two of blocks of
 * numbers around the last.
 *
 * <p>Why no file is missed that holds a row below a checkpoint read before: a writer gives a folder's files ascending
 * numbers, and begins at the number in the folder's index file or the one behind it (tiflow cloud_storage_dml_sink.go, ticdc
 * cloudstorage/path.go; ticdc-storage.md section 6). The index is read before the files, at every look. So every file
 * written since the look before has a number from the smallest to the greatest of: the index then, the index now, the last
 * file. Around these, {@link #MARGIN} numbers to each side are listed too: below, for a writer that had fallen behind the one
 * that took over from it; above, for files whose index did not get written, which have no gaps between them. As long as
 * files turn up in the margin, it moves on with them.
 *
 * <p>Where this does not hold the folder is listed whole: at the first look, without an index, with numbers of several
 * lengths, and where writers share the folder ({@code CDC_{dispatcher}_}), since a new one may come at any time.
 */
final class FolderLook {
    static final int MARGIN = 50;

    private static final long BLOCK = 100;
    private static final String DATA = "/CDC";
    private static final String INDEX = "/meta/CDC";
    private static final String PLAIN_INDEX = "/meta/CDC.index";

    private final FeedStore store;
    private final Listing listing;
    private final Map<String, Index> indexes;

    private record Index(String version, long number) {}

    FolderLook(FeedStore store, Listing listing) {
        this(store, listing, new HashMap<>());
    }

    private FolderLook(FeedStore store, Listing listing, Map<String, Index> indexes) {
        this.store = store;
        this.listing = listing;
        this.indexes = indexes;
    }

    /** The same on a listing that began later. */
    FolderLook on(Listing later) {
        indexes.keySet().retainAll(later.data().keySet());
        return new FolderLook(store, later, indexes);
    }

    /** Looks at a folder to which files may be added at any time. */
    void at(String folder) throws IOException {
        Index before = indexes.get(folder);
        Index now = index(folder, before);
        if (now == null) {
            indexes.remove(folder);
        } else {
            indexes.put(folder, now);
        }
        DataObject last = last(listing.files(folder).values());
        if (before == null || now == null || last == null) {
            whole(folder);
        } else {
            long from = Math.min(last.number(), Math.min(before.number(), now.number()));
            around(folder, last, from, Math.max(last.number(), now.number()));
        }
    }

    /**
     * Looks at a date folder before the newest, to which a writer of another time zone may return: with one list call, for
     * the last file and the next.
     */
    void atOlder(String folder) throws IOException {
        DataObject last = last(listing.files(folder).values());
        if (last == null) {
            whole(folder);
            return;
        }
        NumberBlocks blocks =
                NumberBlocks.of(last.number(), last.number() + 1, BLOCK).merged();
        Map<String, DataObject> before = Map.copyOf(listing.files(folder));
        list(folder, last, blocks);
        if (!before.equals(listing.files(folder))) {
            whole(folder);
        }
    }

    private void whole(String folder) throws IOException {
        listing.forget(folder, file -> true);
        pages(folder + DATA);
    }

    private void around(String folder, DataObject last, long from, long to) throws IOException {
        NumberBlocks blocks = NumberBlocks.of(Math.max(0, from - MARGIN + 1), to + MARGIN, BLOCK);
        list(folder, last, blocks);
        long greatest = greatest(folder);
        while (greatest + MARGIN > blocks.end()) {
            blocks = NumberBlocks.of(blocks.end() + 1, greatest + MARGIN, BLOCK);
            list(folder, last, blocks);
            greatest = greatest(folder);
        }
    }

    private void list(String folder, DataObject like, NumberBlocks blocks) throws IOException {
        listing.forget(folder, file -> blocks.contains(file.number()));
        for (String prefix : blocks.prefixes(like.digits())) {
            pages(folder + DATA + prefix);
        }
    }

    private void pages(String prefix) throws IOException {
        Listings.pages(store, prefix, false, page -> page.objects().forEach(listing::add));
    }

    private long greatest(String folder) {
        return listing.files(folder).values().stream()
                .mapToLong(DataObject::number)
                .max()
                .orElse(0);
    }

    /** The file with the greatest number; null if there is none, or the numbers do not tell which files are new. */
    private static @Nullable DataObject last(Collection<DataObject> files) {
        DataObject last = null;
        for (DataObject file : files) {
            if (!file.dispatcher().isEmpty() || (last != null && last.digits() != file.digits())) {
                return null;
            }
            last = last == null || file.number() > last.number() ? file : last;
        }
        return last;
    }

    /** What the index file says now; null if there is none, it cannot be read, or there are those of several writers. */
    private @Nullable Index index(String folder, @Nullable Index before) throws IOException {
        Map<String, FeedObject> found = new HashMap<>();
        Listings.pages(store, folder + INDEX, false, page -> page.objects()
                .forEach(object -> found.put(object.path(), object)));
        FeedObject plain = found.get(folder + PLAIN_INDEX);
        if (plain == null || found.size() > 1) {
            return null;
        }
        if (before != null && before.version().equals(plain.version())) {
            return before;
        }
        byte[] content = store.read(plain.path());
        String name = content == null ? "" : new String(content, StandardCharsets.UTF_8).strip();
        return FeedPath.parse(folder + "/" + name) instanceof FeedPath.Data file
                        && file.folder().equals(folder)
                ? new Index(plain.version(), file.number())
                : null;
    }
}
