package io.tidbmirror.decode;

/** A string of JSON text, found by its quotes, eight bytes at a time. Hot. Not thread safe. */
final class JsonString {
    private static final int WORD = Long.BYTES;
    private static final int HELD_BYTES = 1024;
    private static final long ONES = Swar.spread(1);
    private static final long QUOTES = Swar.spread('"');
    private static final long SLASHES = Swar.spread('\\');
    private static final long BLANKS = Swar.spread(' ');

    private final byte[] held = new byte[HELD_BYTES + Chunk.SLACK];
    private byte[] bytes = new byte[0];
    private int limit;
    private int start;
    private int end;
    private boolean escaped;

    /** Whether text stands in a JSON string as it is. */
    static boolean isPlain(byte[] text) {
        boolean plain = true;
        for (byte b : text) {
            plain &= b != '"' && b != '\\' && (b < 0 || b >= ' ');
        }
        return plain;
    }

    void open(byte[] source, int to) {
        bytes = source;
        limit = to;
    }

    /** Its first byte, behind the quote. */
    int start() {
        return start;
    }

    /** Where it ends, exclusive. */
    int end() {
        return end;
    }

    boolean isEscaped() {
        return escaped;
    }

    /** Moves over the string that begins here, behind its quote; gives the place behind the closing one. */
    int skip(int from) throws BadRowException {
        int at = part(from);
        start = from;
        escaped = bytes[at] != '"';
        while (bytes[at] != '"') {
            at = part(escapeEnd(at));
        }
        end = at;
        return at + 1;
    }

    /** Moves over a string as {@link #skip} does, and rewrites it without its escapes, in place. */
    int rewrite(int from) throws BadRowException {
        int at = part(from);
        start = from;
        end = at;
        escaped = false;
        return (bytes[at] == '"' ? at : rewriteEscaped(at)) + 1;
    }

    /** Where the next quote or backslash is. */
    private int part(int from) throws BadRowException {
        int at = from;
        int step = WORD;
        while (step == WORD && at < limit) {
            step = Swar.first(ends(Swar.load(bytes, at)));
            at += step;
        }
        requireEnd(at);
        return at;
    }

    /** Quotes, backslashes and control characters; only the first that is found is certain. */
    private static long ends(long word) {
        long quotes = word ^ QUOTES;
        long slashes = word ^ SLASHES;
        return (((quotes - ONES) & ~quotes) | ((slashes - ONES) & ~slashes) | ((word - BLANKS) & ~word))
                & Swar.HIGH_BITS;
    }

    private void requireEnd(int at) throws BadRowException {
        if (at >= limit) {
            throw new BadRowException(limit, "the message is not valid JSON: a string has no end");
        }
        if (bytes[at] != '"' && bytes[at] != '\\') {
            throw new BadRowException(at, "the message is not valid JSON: a control character in a string");
        }
    }

    private int escapeEnd(int slash) throws BadRowException {
        int length = JsonEscapes.length(bytes, slash);
        if (length == 0 || slash + length > limit) {
            throw new BadRowException(slash, "the message is not valid JSON: an unknown escape");
        }
        return slash + length;
    }

    /**
     * From the first backslash up to the closing quote, whose place is returned. What is written is held aside for a while: a
     * processor waits where it reads what it has just written.
     */
    private int rewriteEscaped(int slash) throws BadRowException {
        int at = slash;
        int count = 0;
        while (bytes[at] != '"') {
            byte simple = JsonEscapes.simple(bytes[at + 1]);
            if (simple != 0) {
                held[count++] = simple;
                at += JsonEscapes.SIMPLE_LENGTH;
            } else {
                int code = codePoint(at);
                at += JsonEscapes.length(code);
                count = JsonEscapes.write(code, held, count);
            }
            int step = WORD;
            while (step == WORD && at < limit) {
                count = count > HELD_BYTES ? putBack(count) : count;
                long word = Swar.load(bytes, at);
                Swar.store(held, count, word);
                step = Swar.first(ends(word));
                at += step;
                count += step;
            }
            requireEnd(at);
        }
        putBack(count);
        return at;
    }

    private int codePoint(int slash) throws BadRowException {
        int code = JsonEscapes.codePoint(bytes, slash, limit);
        if (code < 0) {
            escapeEnd(slash);
            throw new BadRowException(slash, "the message is not valid Unicode: half of a surrogate pair");
        }
        return code;
    }

    private int putBack(int count) {
        System.arraycopy(held, 0, bytes, end, count);
        end += count;
        return 0;
    }
}
