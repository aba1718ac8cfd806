package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.TableSchema;
import java.util.ArrayList;
import java.util.List;

/** Rows of a Dumpling SQL file (tidb dumpling/export/writer_util.go, WriteInsert): comments and INSERT statements. */
final class DumpSqlReader extends DumpReader {
    private static final byte[] INSERT = "INSERT INTO ".getBytes(UTF_8);
    private static final byte[] VALUES = "VALUES".getBytes(UTF_8);
    private static final byte[] NULL = "NULL".getBytes(UTF_8);
    private static final byte OPEN = '(';
    private static final byte CLOSE = ')';

    /** Whether the rows of a statement are being read. */
    private boolean inStatement;

    DumpSqlReader(TableSchema schema, boolean escapeBackslash) {
        super(schema, new DumpEscapes(escapeBackslash, (byte) '\''));
    }

    @Override
    public String unterminated() {
        return "the export may not be complete, or check snapshot.escape-backslash";
    }

    @Override
    String options() {
        return "export the table again with Dumpling";
    }

    @Override
    boolean hexadecimal() {
        return true;
    }

    @Override
    int step(int from, int to, Rows rows) throws BadRowException {
        int at = behindSpace(from, to);
        if (at == to) {
            return to;
        }
        return inStatement ? row(at, to, rows) : statement(at, to);
    }

    private int behindSpace(int from, int to) {
        int at = from;
        while (at < to && (bytes()[at] == ' ' || bytes()[at] == '\n' || bytes()[at] == '\r')) {
            at++;
        }
        return at;
    }

    /** A comment, or the head of an INSERT statement. */
    private int statement(int from, int to) throws BadRowException {
        if (bytes()[from] == '/' && to - from > 1 && bytes()[from + 1] == '*') {
            int end = from + 2;
            while (end + 2 < to && !(bytes()[end] == '*' && bytes()[end + 1] == '/')) {
                end++;
            }
            return end + 2 >= to ? -1 : end + 2 + (bytes()[end + 2] == ';' ? 1 : 0);
        }
        if (isWord(INSERT, from, to)) {
            return head(from + INSERT.length, to);
        }
        if (to - from < INSERT.length) {
            return -1;
        }
        throw new BadRowException(from, "it is neither a comment nor an INSERT statement as Dumpling writes them");
    }

    /** {@code `table` [(columns)] VALUES}. */
    private int head(int from, int to) throws BadRowException {
        List<String> names = new ArrayList<>();
        int at = name(from, to, names);
        if (at < 0) {
            return -1;
        }
        String table = names.remove(0);
        if (!table.equalsIgnoreCase(schema().table().table())) {
            throw new BadRowException(from, "it inserts into table " + table + ", not into " + schema().table());
        }
        at = behindSpace(at, to);
        boolean named = at < to && bytes()[at] == OPEN;
        while (named && at < to && bytes()[at] != CLOSE) {
            at = name(behindSpace(at + 1, to), to, names);
            if (at < 0) {
                return -1;
            }
        }
        at = behindSpace(named ? at + 1 : at, to);
        if (to - at < VALUES.length) {
            return -1;
        }
        if (!isWord(VALUES, at, to)) {
            throw new BadRowException(at, "VALUES does not follow the table of an INSERT statement");
        }
        columns(named ? DumpColumns.named(names, schema(), from) : DumpColumns.inOrder(schema()));
        inStatement = true;
        return at + VALUES.length;
    }

    /** Reads a name in back-quotes; returns where it ends, or -1 if the chunk ends before. */
    private int name(int from, int to, List<String> names) throws BadRowException {
        if (from >= to) {
            return -1;
        }
        if (bytes()[from] != '`') {
            throw new BadRowException(from, "a name is not in back-quotes");
        }
        int at = from + 1;
        while (at + 1 < to && (bytes()[at] != '`' || bytes()[at + 1] == '`')) {
            at += bytes()[at] == '`' ? 2 : 1;
        }
        if (at + 1 >= to) {
            return -1;
        }
        names.add(new String(bytes(), from + 1, at - from - 1, UTF_8).replace("``", "`"));
        return at + 1;
    }

    /** {@code (value, …)} with the comma or semicolon behind it. */
    private int row(int from, int to, Rows rows) throws BadRowException {
        if (bytes()[from] != OPEN) {
            throw new BadRowException(from, "a row does not begin with a parenthesis");
        }
        int at = from;
        do {
            at = value(at + 1, to);
            if (at < 0 || at + 1 >= to) {
                return -1;
            }
        } while (bytes()[at] == ',');
        if (bytes()[at] != CLOSE || (bytes()[at + 1] != ',' && bytes()[at + 1] != ';')) {
            throw new BadRowException(at, "a row does not end with a parenthesis and a comma or semicolon");
        }
        inStatement = bytes()[at + 1] == ',';
        add(from, rows);
        return at + 2;
    }

    /** Adds a value to the grid; returns where it ends, or -1 if the chunk ends before. */
    private int value(int start, int to) throws BadRowException {
        if (start + 1 >= to) {
            return -1;
        }
        if (bytes()[start] == '\'') {
            return quoted(DumpGrid.QUOTED, start + 1, to);
        }
        if (bytes()[start] == 'x' && bytes()[start + 1] == '\'') {
            return quoted(DumpGrid.HEX, start + 2, to);
        }
        int end = start;
        while (end < to && bytes()[end] != ',' && bytes()[end] != CLOSE) {
            end++;
        }
        if (end == to) {
            return -1;
        }
        if (end == start) {
            throw new BadRowException(start, "a value is missing");
        }
        grid().add(end - start == NULL.length && isWord(NULL, start, to) ? DumpGrid.NULL : DumpGrid.BARE, start, end);
        return end;
    }

    private int quoted(byte form, int start, int to) {
        int close = escapes().closing(bytes(), start, to);
        if (close < 0) {
            return -1;
        }
        grid().add(form, start, close);
        return close + 1;
    }

    private boolean isWord(byte[] word, int from, int to) {
        if (to - from < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (bytes()[from + i] != word[i]) {
                return false;
            }
        }
        return true;
    }
}
