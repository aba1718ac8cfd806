package io.tidbmirror.feed;

import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Files of rows in an export that are of no table by their names: those of {@code --output-filename-template}, which renames
 * rows and leaves statements their names. Where there are some, a table without files is not empty for sure.
 */
final class DumpStrays {
    private final FeedStore store;
    private final Set<TableId> defined = new HashSet<>();
    private final Map<TableId, String> rows = new TreeMap<>();
    private final List<String> nameless = new ArrayList<>();
    private final List<String> folders = new ArrayList<>();

    DumpStrays(FeedStore store) {
        this.store = store;
    }

    /** Takes a page of the listing of an export's folder. */
    void add(FeedStore.Page page) {
        page.objects().forEach(object -> add(object.path()));
        folders.addAll(page.folders());
    }

    private void add(String path) {
        DumpName name = DumpName.parse(path);
        if (name instanceof DumpName.Schema schema) {
            defined.add(schema.table());
        } else if (name instanceof DumpName.Data data) {
            rows.put(data.table(), path);
        } else if (name instanceof DumpName.Nameless) {
            nameless.add(path);
        }
    }

    /** The path of one of them; null if there is none, in folders below the export's either. */
    @Nullable
    String any() throws IOException {
        rows.keySet().removeAll(defined);
        nameless.addAll(rows.values());
        rows.clear();
        while (nameless.isEmpty() && !folders.isEmpty()) {
            addBelow(folders.remove(0) + "/");
        }
        return nameless.isEmpty() ? null : nameless.get(0);
    }

    private void addBelow(String folder) throws IOException {
        String token = null;
        do {
            FeedStore.Page page = store.list(folder, true, token);
            for (FeedObject object : page.objects()) {
                String path = object.path();
                DumpName name = DumpName.parse(path.substring(path.lastIndexOf('/') + 1));
                if (name instanceof DumpName.Data || name instanceof DumpName.Nameless) {
                    nameless.add(path);
                }
            }
            token = page.next();
        } while (token != null);
    }
}
