package io.tidbmirror.wiring;

import io.tidbmirror.feed.FeedObject;
import io.tidbmirror.feed.FeedStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A store that tells how many bytes of its objects are read.
 *
 * @param store the store
 * @param meter who is told
 */
record MeteredStore(FeedStore store, LoadMeter meter) implements FeedStore {
    @Override
    public Page list(String prefix, boolean recursive, @Nullable String token) throws IOException {
        return store.list(prefix, recursive, token);
    }

    @Override
    public byte @Nullable [] read(String path) throws IOException {
        return store.read(path);
    }

    @Override
    public byte @Nullable [] read(String path, long most) throws IOException {
        return store.read(path, most);
    }

    @Override
    public InputStream open(FeedObject object, long offset) throws IOException {
        return new FilterInputStream(store.open(object, offset)) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                meter.bytes(value < 0 ? 0 : 1);
                return value;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int count = super.read(bytes, from, length);
                meter.bytes(Math.max(0, count));
                return count;
            }
        };
    }
}
