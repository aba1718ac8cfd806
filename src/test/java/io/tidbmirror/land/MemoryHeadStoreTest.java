package io.tidbmirror.land;

class MemoryHeadStoreTest extends HeadStoreContract {
    private final HeadStore store = new MemoryHeadStore();

    @Override
    protected HeadStore store() {
        return store;
    }
}
