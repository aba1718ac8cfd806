package io.tidbmirror.feed;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Listings over all of their pages. */
final class Listings {
    private Listings() {}

    /** Hands over each page as it comes and returns their number. */
    static int pages(FeedStore store, String prefix, boolean recursive, Consumer<FeedStore.Page> taker)
            throws IOException {
        int pages = 0;
        @Nullable String token = null;
        do {
            FeedStore.Page page = store.list(prefix, recursive, token);
            taker.accept(page);
            token = page.next();
            pages++;
        } while (token != null);
        return pages;
    }
}
