package io.tidbmirror.land;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** HEAD objects in memory. */
public final class MemoryHeadStore implements HeadStore {
    private final Map<String, Versioned> objects = new LinkedHashMap<>();
    private long etags;

    @Override
    public synchronized @Nullable Versioned read(String name) {
        return objects.get(name);
    }

    @Override
    public synchronized @Nullable String replace(String name, @Nullable String expected, byte[] bytes) {
        Versioned now = objects.get(name);
        if (!Objects.equals(now == null ? null : now.etag(), expected)) {
            return null;
        }
        String etag = "e" + ++etags;
        objects.put(name, new Versioned(bytes.clone(), etag));
        return etag;
    }

    @Override
    public synchronized List<String> names() {
        return new ArrayList<>(objects.keySet());
    }

    @Override
    public synchronized void delete(String name) {
        objects.remove(name);
    }
}
