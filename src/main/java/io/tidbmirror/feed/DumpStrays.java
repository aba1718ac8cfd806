package io.tidbmirror.feed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files of rows in an export that are of no table by their names: those of {@code --output-filename-template}, which renames
 * rows and leaves statements their names. Where there are some, a table without files is not empty for sure.
 */
final class DumpStrays {
    private final FeedStore store;
    private final List<String> files = new ArrayList<>();
    private final List<String> folders = new ArrayList<>();

    DumpStrays(FeedStore store) {
        this.store = store;
    }

    void add(String file) {
        files.add(file);
    }

    /** Folders below the export's, in which there may be some too. */
    void addFolders(List<String> below) {
        folders.addAll(below);
    }

    /** The path of one of them; null if there is none. */
    @Nullable
    String any() throws IOException {
        while (files.isEmpty() && !folders.isEmpty()) {
            look(folders.remove(0) + "/");
        }
        return files.isEmpty() ? null : files.get(0);
    }

    private void look(String folder) throws IOException {
        Listings.pages(store, folder, true, page -> page.objects().forEach(object -> {
            String path = object.path();
            DumpName name = DumpName.parse(path.substring(path.lastIndexOf('/') + 1));
            if (name instanceof DumpName.Data || name instanceof DumpName.Nameless) {
                files.add(path);
            }
        }));
    }
}
