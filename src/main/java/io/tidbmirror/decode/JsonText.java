package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A place in JSON text that moves forward over tokens: RFC 8259, but without line breaks between them. All that is moved
 * over is checked, but for pairs of surrogates in strings that nobody asks for. Not thread safe.
 */
final class JsonText {
    /** The most levels of objects and arrays. */
    static final int MOST_LEVELS = 16;

    private static final int HELD_BYTES = 1024;
    private static final int LONGEST_KEPT = 64 << 10;
    private static final long ONES = Swar.spread(1);
    private static final long QUOTES = Swar.spread('"');
    private static final long SLASHES = Swar.spread('\\');
    private static final long BLANKS = Swar.spread(' ');
    private static final Literal NULL = literal("null");
    private static final Literal TRUE = literal("true");
    private static final Literal FALSE = literal("false");

    private final byte[] held = new byte[HELD_BYTES + Chunk.SLACK];
    private byte[] bytes = new byte[0];
    private int at;
    private int limit;
    private int start;
    private int end;
    private boolean escaped;

    private static Literal literal(String word) {
        return Literal.of(word.getBytes(UTF_8), 0, word.length());
    }

    /** Whether text stands in a JSON string as it is. */
    static boolean isPlain(byte[] text) {
        boolean plain = true;
        for (byte b : text) {
            plain &= b != '"' && b != '\\' && (b < 0 || b >= ' ');
        }
        return plain;
    }

    /** @param source at least {@link Chunk#SLACK} bytes longer than {@code to} */
    void open(byte[] source, int from, int to) {
        bytes = source;
        at = from;
        limit = to;
    }

    byte[] bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    /** What was moved over since a place, to know it again; not if it is too long to be kept. */
    Literal since(int position) {
        return at - position > LONGEST_KEPT ? Literal.NEVER : Literal.of(bytes, position, at);
    }

    /** First byte of the last string, behind its quote. */
    int start() {
        return start;
    }

    /** End of the last string, exclusive. */
    int end() {
        return end;
    }

    /** Whether the last string has escapes. */
    boolean isEscaped() {
        return escaped;
    }

    /** A copy of the last string without its escapes. */
    byte[] plain() throws BadRowException {
        byte[] quoted = Arrays.copyOfRange(bytes, start - 1, end + 1);
        JsonText copy = new JsonText();
        copy.open(Arrays.copyOf(quoted, quoted.length + Chunk.SLACK), 0, quoted.length);
        try {
            copy.value();
        } catch (BadRowException e) {
            throw new BadRowException(start - 1 + e.position(), String.valueOf(e.getMessage()));
        }
        return Arrays.copyOfRange(copy.bytes, copy.start, copy.end);
    }

    /** The eight bytes that follow the next one. */
    long peek() {
        return Swar.load(bytes, at + 1);
    }

    /** Whether this comes next; moves over it if so. */
    boolean take(Literal wanted) {
        if (wanted.begins(bytes, at, limit)) {
            at += wanted.length();
            return true;
        }
        return false;
    }

    /** Whether this byte comes next; moves over it if so. */
    boolean take(char wanted) {
        if (is(wanted) || isNext(wanted)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(char wanted) throws BadRowException {
        if (!take(wanted)) {
            throw new BadRowException(at, "the message is not valid JSON: expected " + wanted);
        }
    }

    boolean takeNull() {
        skipBlanks();
        return take(NULL);
    }

    /** Whether this byte comes next. */
    boolean isNext(char wanted) {
        skipBlanks();
        return is(wanted);
    }

    /** Moves over a string, which {@link #start} and {@link #end} then describe. */
    void string() throws BadRowException {
        expect('"');
        start = at;
        at = stringPart(at);
        escaped = bytes[at] != '"';
        while (bytes[at] != '"') {
            at = stringPart(escapeEnd(at));
        }
        end = at++;
    }

    /**
     * Moves over a string and rewrites it without its escapes, in place: it cannot be moved over again. {@link #start} and
     * {@link #end} then describe it.
     */
    void value() throws BadRowException {
        expect('"');
        start = at;
        end = stringPart(at);
        at = end;
        if (bytes[at] != '"') {
            rewrite();
        }
        at++;
    }

    /** Where the next quote or backslash of a string is. */
    private int stringPart(int from) throws BadRowException {
        int next = from;
        int step = Long.BYTES;
        while (step == Long.BYTES && next < limit) {
            step = Swar.first(ends(Swar.load(bytes, next)));
            next += step;
        }
        requireEnd(next);
        return next;
    }

    private void requireEnd(int position) throws BadRowException {
        if (position >= limit) {
            throw new BadRowException(limit, "the message is not valid JSON: a string has no end");
        }
        if (bytes[position] != '"' && bytes[position] != '\\') {
            throw new BadRowException(position, "the message is not valid JSON: a control character in a string");
        }
    }

    /**
     * From the first backslash on, which is here, up to the closing quote. Hot for text that is JSON, and for binary values.
     * What is written is held aside for a while: a processor waits where it reads what it has just written.
     */
    private void rewrite() throws BadRowException {
        int count = 0;
        while (bytes[at] != '"') {
            byte simple = JsonEscapes.simple(bytes[at + 1]);
            if (simple != 0) {
                held[count++] = simple;
                at += JsonEscapes.SIMPLE_LENGTH;
            } else {
                count = rewriteUnicode(count);
            }
            int step = Long.BYTES;
            while (step == Long.BYTES && at < limit) {
                if (count > HELD_BYTES) {
                    count = putBack(count);
                }
                long word = Swar.load(bytes, at);
                Swar.store(held, count, word);
                step = Swar.first(ends(word));
                at += step;
                count += step;
            }
            requireEnd(at);
        }
        putBack(count);
    }

    private int rewriteUnicode(int count) throws BadRowException {
        int code = JsonEscapes.codePoint(bytes, at, limit);
        if (code < 0) {
            escapeEnd(at);
            throw new BadRowException(at, "the message is not valid Unicode: half of a surrogate pair");
        }
        at += JsonEscapes.length(code);
        return JsonEscapes.write(code, held, count);
    }

    private int putBack(int count) {
        System.arraycopy(held, 0, bytes, end, count);
        end += count;
        return 0;
    }

    /** Quotes, backslashes and control characters; only the first that is found is certain. */
    private static long ends(long word) {
        long quotes = word ^ QUOTES;
        long slashes = word ^ SLASHES;
        return (((quotes - ONES) & ~quotes) | ((slashes - ONES) & ~slashes) | ((word - BLANKS) & ~word))
                & Swar.HIGH_BITS;
    }

    private int escapeEnd(int slash) throws BadRowException {
        int length = JsonEscapes.length(bytes, slash);
        if (length == 0 || slash + length > limit) {
            throw new BadRowException(slash, "the message is not valid JSON: an unknown escape");
        }
        return slash + length;
    }

    /** Moves over an integer without a sign. */
    long integer() throws BadRowException {
        skipBlanks();
        int from = at;
        skipDigits();
        int length = at - from;
        long head = Digits.parse(bytes, from, Math.min(length, Digits.SAFE));
        long value = length > Digits.SAFE ? head * 10 + bytes[at - 1] - '0' : head;
        boolean padded = length > 1 && bytes[from] == '0';
        if (length > Digits.SAFE + 1 || head < 0 || value < 0 || padded) {
            throw new BadRowException(from, "the message has no integer where one belongs");
        }
        return value;
    }

    /**
     * Moves over a value of any kind.
     *
     * @param level objects and arrays that it is in
     */
    void skip(int level) throws BadRowException {
        if (isNext('"')) {
            string();
        } else if (take('{')) {
            skipMembers('}', level);
        } else if (take('[')) {
            skipMembers(']', level);
        } else if (!take(NULL) && !take(TRUE) && !take(FALSE)) {
            skipNumber();
        }
    }

    private void skipMembers(char closing, int level) throws BadRowException {
        if (level >= MOST_LEVELS) {
            throw new BadRowException(at, "the message is nested deeper than " + MOST_LEVELS + " levels");
        }
        if (take(closing)) {
            return;
        }
        do {
            if (closing == '}') {
                string();
                expect(':');
            }
            skip(level + 1);
        } while (take(','));
        expect(closing);
    }

    private void skipNumber() throws BadRowException {
        int from = at;
        if (is('-')) {
            at++;
        }
        int first = at;
        boolean good = skipDigits() && (bytes[first] != '0' || at == first + 1);
        if (is('.')) {
            at++;
            good &= skipDigits();
        }
        if (is('e') || is('E')) {
            at++;
            if (is('+') || is('-')) {
                at++;
            }
            good &= skipDigits();
        }
        if (!good) {
            throw new BadRowException(from, "the message is not valid JSON: a value is missing");
        }
    }

    private boolean is(char wanted) {
        return at < limit && bytes[at] == wanted;
    }

    private boolean skipDigits() {
        int from = at;
        while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at > from;
    }

    private void skipBlanks() {
        while (at < limit && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
    }
}
