package io.tidbmirror.decode;

import java.util.List;

/** Finds a key among known ones, fast if keys come in the known order. */
final class KeyOrder {
    static final int UNKNOWN = -1;

    private final List<byte[]> keys;
    private int next;

    KeyOrder(List<byte[]> keys) {
        this.keys = keys;
    }

    int size() {
        return keys.size();
    }

    void restart() {
        next = 0;
    }

    /** Index of the key that is the text's last string. */
    int find(JsonText text) throws BadRowException {
        for (int i = 0; i < keys.size(); i++) {
            int candidate = next + i < keys.size() ? next + i : next + i - keys.size();
            if (text.isText(keys.get(candidate))) {
                next = candidate + 1 == keys.size() ? 0 : candidate + 1;
                return candidate;
            }
        }
        return UNKNOWN;
    }
}
