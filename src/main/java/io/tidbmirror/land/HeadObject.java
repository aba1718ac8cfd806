package io.tidbmirror.land;

import io.tidbmirror.change.TableId;
import io.tidbmirror.land.HeadStore.Versioned;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The HEAD object of one table: read, and compare-and-set whose outcome is made certain where that is possible. Used under
 * the table's lock.
 */
final class HeadObject {
    private static final int ATTEMPTS = 3;

    private final HeadStore store;
    private final TableId table;
    private final TableFolder folder;
    private final LandingObserver observer;
    private String name;
    private @Nullable TableId namesake;
    private @Nullable HeadVersion latest;

    HeadObject(HeadStore store, TableId table, TableFolder folder, LandingObserver observer) {
        this.store = store;
        this.table = table;
        this.folder = folder;
        this.observer = observer;
        this.name = folder.headName();
    }

    /** HEAD of this table, or null. What is written next follows it. */
    @Nullable
    HeadVersion read() throws IOException {
        name = folder.headName();
        namesake = null;
        HeadVersion found = readByName();
        if (found == null || found.head().table().equals(table)) {
            return heard(found);
        }
        namesake = found.head().table();
        name = folder.rivalHeadName(table);
        return heard(readByName());
    }

    private @Nullable HeadVersion heard(@Nullable HeadVersion found) {
        if (found != null) {
            observer.known(found.head());
        }
        return found;
    }

    /** The table that has this table's landing folder instead of it, as of the last {@link #read}. */
    @Nullable
    TableId namesake() {
        return namesake;
    }

    /** HEAD as this process read or wrote it last. */
    @Nullable
    HeadVersion latest() {
        return latest;
    }

    private @Nullable HeadVersion readByName() throws IOException {
        Versioned found = store.read(name);
        latest = found == null ? null : new HeadVersion(HeadCodec.read(name, found.bytes()), found.etag());
        return latest;
    }

    /**
     * Writes the next version. A reply that is unknown, and a refusal too (the store's client may have repeated a request
     * that was applied), is settled by reading: no two versions ever have equal bytes.
     *
     * @param expected the version it follows, or null if there must be none
     * @throws FencedException if another version is there: the table belongs to somebody else
     * @throws IOException if the outcome stays unknown; the next version may be applied now or later
     */
    HeadVersion replace(@Nullable HeadVersion expected, Head next) throws IOException {
        HeadVersion written = replaced(expected, next);
        latest = written;
        return written;
    }

    private HeadVersion replaced(@Nullable HeadVersion expected, Head next) throws IOException {
        byte[] bytes = HeadCodec.write(next);
        String etag = expected == null ? null : expected.etag();
        IOException unknown = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                String written = store.replace(name, etag, bytes);
                if (written != null) {
                    return written(next, written);
                }
            } catch (IOException e) {
                unknown = e;
            }
            Versioned now = store.read(name);
            if (now != null && Arrays.equals(now.bytes(), bytes)) {
                return written(next, now.etag());
            }
            if (!Objects.equals(etag, now == null ? null : now.etag())) {
                observer.fenced(table);
                throw new FencedException("table " + table + " was taken over: HEAD object " + name
                        + " is no longer the one this process wrote or read; backing off");
            }
        }
        throw unknown != null
                ? unknown
                : new IOException(
                        "HEAD object " + name + " cannot be written: the store refuses it, though the object is as"
                                + " this process knows it");
    }

    private HeadVersion written(Head head, String etag) {
        observer.known(head);
        return new HeadVersion(head, etag);
    }
}
