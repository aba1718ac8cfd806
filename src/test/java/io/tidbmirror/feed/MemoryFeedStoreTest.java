package io.tidbmirror.feed;

class MemoryFeedStoreTest extends FeedStoreContract {
    private final MemoryFeedStore store = new MemoryFeedStore();

    @Override
    protected FeedStore store() {
        return store;
    }

    @Override
    protected void write(String path, byte[] bytes) {
        store.put(path, bytes);
    }

    @Override
    protected void delete(String path) {
        store.remove(path);
    }
}
