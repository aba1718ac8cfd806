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

    private static final int LONGEST_KEPT = 64 << 10;
    private static final Literal NULL = literal("null");
    private static final Literal TRUE = literal("true");
    private static final Literal FALSE = literal("false");

    private final JsonString string = new JsonString();
    private byte[] bytes = new byte[0];
    private int at;
    private int limit;

    private static Literal literal(String word) {
        return Literal.of(word.getBytes(UTF_8), 0, word.length());
    }

    /** @param source at least {@link Chunk#SLACK} bytes longer than {@code to} */
    void open(byte[] source, int from, int to) {
        bytes = source;
        at = from;
        limit = to;
        string.open(source, to);
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
        return string.start();
    }

    /** End of the last string, exclusive. */
    int end() {
        return string.end();
    }

    /** Whether the last string has escapes. */
    boolean isEscaped() {
        return string.isEscaped();
    }

    /** A copy of the last string without its escapes. */
    byte[] plain() throws BadRowException {
        byte[] quoted = Arrays.copyOfRange(bytes, start(), end() + 1);
        JsonString copy = new JsonString();
        byte[] rewritten = Arrays.copyOf(quoted, quoted.length + Chunk.SLACK);
        copy.open(rewritten, quoted.length);
        try {
            copy.rewrite(0);
        } catch (BadRowException e) {
            throw new BadRowException(start() + e.position(), String.valueOf(e.getMessage()));
        }
        return Arrays.copyOf(rewritten, copy.end());
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
        at = string.skip(at);
    }

    /** Moves over a string as {@link #string} does and rewrites it without its escapes, so that it cannot be moved over again. */
    void value() throws BadRowException {
        expect('"');
        at = string.rewrite(at);
    }

    /** Moves over an integer without a sign. */
    long integer() throws BadRowException {
        skipBlanks();
        int from = at;
        skipDigits();
        long value = Digits.positive(bytes, from, at - from);
        if (value < 0 || (bytes[from] == '0' && at > from + 1)) {
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
