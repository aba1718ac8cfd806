package io.tidbmirror.decode;

import java.util.Arrays;
import java.util.List;

/** Finds a key among known ones: by one comparison if keys come in the known order, else by hash. */
final class KeyOrder {
    static final int UNKNOWN = -1;

    private static final int WORD = Long.BYTES;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Literal[] keys;
    /** The same keys as members begin, with quotes and colon. */
    private final Literal[] members;
    /** Keys by hash, each in the first free slot behind it. */
    private final int[] slots;

    private int next;

    KeyOrder(List<byte[]> keys) {
        this.keys = new Literal[keys.size()];
        this.members = new Literal[keys.size()];
        this.slots = new int[4 * Integer.highestOneBit(keys.size() + 1)];
        Arrays.fill(slots, UNKNOWN);
        for (int i = 0; i < keys.size(); i++) {
            byte[] key = keys.get(i);
            this.keys[i] = Literal.of(key, 0, key.length);
            this.members[i] = member(key);
            byte[] padded = Arrays.copyOf(key, key.length + WORD);
            int slot = slot(padded, 0, key.length);
            while (slots[slot] != UNKNOWN) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = i;
        }
    }

    /** A key that JSON writes with escapes is not compared as it is. */
    private static Literal member(byte[] key) {
        byte[] member = new byte[key.length + 3];
        member[0] = '"';
        System.arraycopy(key, 0, member, 1, key.length);
        member[key.length + 1] = '"';
        member[key.length + 2] = ':';
        return JsonString.isPlain(key) ? Literal.of(member, 0, member.length) : Literal.NEVER;
    }

    int size() {
        return keys.length;
    }

    /** The first key comes next. */
    void restart() {
        next = 0;
    }

    /** The key behind this one comes next. */
    void goOnBehind(int key) {
        next = key + 1;
    }

    /** Moves over the key and the colon of a member, to its value; the index of the key. */
    int member(JsonText text) throws BadRowException {
        int key = next;
        if (key < members.length && text.take(members[key])) {
            next = key + 1;
            return key;
        }
        text.string();
        key = find(text);
        text.expect(':');
        return key;
    }

    /** Index of the key that is the text's last string. */
    int find(JsonText text) throws BadRowException {
        int key;
        if (text.isEscaped()) {
            byte[] plain = text.plain();
            key = find(Arrays.copyOf(plain, plain.length + Chunk.SLACK), 0, plain.length);
        } else {
            key = find(text.bytes(), text.start(), text.end());
        }
        next = key + 1;
        return key;
    }

    private int find(byte[] bytes, int from, int to) {
        int slot = slot(bytes, from, to);
        while (slots[slot] != UNKNOWN && !keys[slots[slot]].is(bytes, from, to)) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slots[slot];
    }

    /** By length and last eight bytes, since names begin alike more often than they end alike. */
    private int slot(byte[] bytes, int from, int to) {
        int length = to - from;
        long tail = length >= WORD ? Swar.load(bytes, to - WORD) : Swar.head(Swar.load(bytes, from), length);
        return (int) (((tail ^ length) * MIX) >>> Integer.SIZE) & (slots.length - 1);
    }
}
