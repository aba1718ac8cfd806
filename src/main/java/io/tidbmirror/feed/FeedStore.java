package io.tidbmirror.feed;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Port: the read side of a changefeed's storage. Adapters are thread safe and do not retry beyond their client's own
 * policy; every failure is an {@link IOException} and transient.
 */
public interface FeedStore extends FileOpener {
    /**
     * One page of a listing.
     *
     * @param objects objects found, in no promised order over pages
     * @param folders names of the sub-folders, without slash; empty for a recursive listing
     * @param next token of the next page, null at the end
     */
    record Page(
            List<FeedObject> objects,
            List<String> folders,
            @Nullable String next) {
        public Page {
            objects = List.copyOf(objects);
            folders = List.copyOf(folders);
        }
    }

    /**
     * Lists what is below a prefix. Leftovers of unfinished writes may be listed; callers accept names by a strict grammar.
     *
     * @param prefix what paths begin with: empty, a folder ending in {@code /}, or that and the beginning of names in it
     * @param recursive all objects with the prefix, or only the objects and folders of the prefix's folder
     * @param token null for the first page, else {@link Page#next()}
     * @return an empty page if nothing has the prefix
     */
    Page list(String prefix, boolean recursive, @Nullable String token) throws IOException;

    /** Reads a whole small object by path, or null if there is none. */
    byte @Nullable [] read(String path) throws IOException;

    /**
     * Reads a whole object by path, or null if there is none.
     *
     * @throws IOException if it has more bytes than {@code most}
     */
    byte @Nullable [] read(String path, long most) throws IOException;
}
