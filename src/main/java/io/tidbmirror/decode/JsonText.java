package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A place in JSON text that moves forward over tokens. Strict where it looks; values that nobody asks for are skipped by
 * their structure alone. Not thread safe.
 */
final class JsonText {
    /** The most levels of objects and arrays. */
    static final int MOST_LEVELS = 16;

    private static final long QUOTES = Swar.spread('"');
    private static final long SLASHES = Swar.spread('\\');
    private static final long NOT_CONTROL = Swar.spread(0xE0);
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    private byte[] bytes = new byte[0];
    private int at;
    private int limit;
    private int start;
    private int end;
    private boolean escaped;

    void open(byte[] source, int from, int to) {
        bytes = source;
        at = from;
        limit = to;
    }

    int at() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    /** First byte of the last string, behind its quote. */
    int start() {
        return start;
    }

    /** End of the last string, exclusive. */
    int end() {
        return end;
    }

    /** The last string, once {@link #unescape} has been called. */
    String text() {
        return new String(bytes, start, end - start, UTF_8);
    }

    /** Whether the last string is these bytes. */
    boolean isText(byte[] text) throws BadRowException {
        if (escaped) {
            byte[] copy = Arrays.copyOfRange(bytes, start, end);
            int length = JsonEscapes.undo(copy, 0, copy.length, start);
            return Arrays.equals(copy, 0, length, text, 0, text.length);
        }
        return Arrays.equals(bytes, start, end, text, 0, text.length);
    }

    /** Rewrites the last string without escapes, in place. */
    void unescape() throws BadRowException {
        if (escaped) {
            end = JsonEscapes.undo(bytes, start, end, start);
            escaped = false;
        }
    }

    /** Whether this byte comes next; moves over it if so. */
    boolean take(char wanted) {
        skipBlanks();
        if (at < limit && bytes[at] == wanted) {
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
        if (at + NULL.length <= limit && Arrays.equals(bytes, at, at + NULL.length, NULL, 0, NULL.length)) {
            at += NULL.length;
            return true;
        }
        return false;
    }

    /** Moves over a string, which {@link #start} and {@link #end} then describe. */
    void string() throws BadRowException {
        expect('"');
        start = at;
        escaped = false;
        while (at < limit) {
            long word = Swar.load(bytes, at);
            long found = Swar.zeros(word ^ QUOTES) | Swar.zeros(word ^ SLASHES) | Swar.zeros(word & NOT_CONTROL);
            at += Swar.first(found);
            if (found == 0) {
                continue;
            }
            if (at < limit && bytes[at] == '"') {
                end = at++;
                return;
            }
            if (at < limit && bytes[at] != '\\') {
                throw new BadRowException(at, "the message is not valid JSON: a control character in a string");
            }
            escaped = true;
            at += 2;
        }
        throw new BadRowException(start, "the message is not valid JSON: a string has no end");
    }

    /** Moves over an integer without a sign. */
    long integer() throws BadRowException {
        skipBlanks();
        int from = at;
        while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        int length = at - from;
        long head = Digits.parse(bytes, from, Math.min(length, Digits.SAFE));
        long value = length > Digits.SAFE ? head * 10 + bytes[at - 1] - '0' : head;
        if (length > Digits.SAFE + 1 || head < 0 || value < 0) {
            throw new BadRowException(from, "the message has no integer where one belongs");
        }
        return value;
    }

    /** Moves over a value of any kind. */
    void skip(int level) throws BadRowException {
        if (level > MOST_LEVELS) {
            throw new BadRowException(at, "the message is nested deeper than " + MOST_LEVELS + " levels");
        }
        skipBlanks();
        if (at < limit && bytes[at] == '"') {
            string();
        } else if (take('{')) {
            skipMembers('}', level);
        } else if (take('[')) {
            skipMembers(']', level);
        } else {
            skipWord();
        }
    }

    private void skipMembers(char closing, int level) throws BadRowException {
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

    /** A number, true, false or null; its form does not matter. */
    private void skipWord() throws BadRowException {
        int from = at;
        while (at < limit && isWord(bytes[at])) {
            at++;
        }
        if (at == from) {
            throw new BadRowException(at, "the message is not valid JSON: a value is missing");
        }
    }

    private void skipBlanks() {
        while (at < limit && isBlank(bytes[at])) {
            at++;
        }
    }

    private static boolean isWord(byte b) {
        return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'z') || b == '-' || b == '+' || b == '.' || b == 'E';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
