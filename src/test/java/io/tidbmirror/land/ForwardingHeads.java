package io.tidbmirror.land;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes everything on. */
class ForwardingHeads implements HeadStore {
    private final HeadStore heads;

    ForwardingHeads(HeadStore heads) {
        this.heads = heads;
    }

    @Override
    public @Nullable Versioned read(String name) throws IOException {
        return heads.read(name);
    }

    @Override
    public @Nullable String replace(String name, @Nullable String expected, byte[] bytes) throws IOException {
        return heads.replace(name, expected, bytes);
    }

    @Override
    public List<String> names() throws IOException {
        return heads.names();
    }

    @Override
    public void delete(String name) throws IOException {
        heads.delete(name);
    }
}
