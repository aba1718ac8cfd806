package io.tidbmirror.decode;

import java.util.Arrays;

/**
 * The types in a message, which say nothing that the schema does not. They are nearly half of its bytes, so they are
 * compared with those of earlier messages, which have been read, and only read where they differ.
 */
final class CanalTypes {
    private static final long MIX = 0x9E3779B97F4A7C15L;
    /** Places where a member may be, so that names that begin alike cost no more than reading them. */
    private static final int TRIES = 4;

    private Literal sqlTypes = Literal.NEVER;
    /** Members of {@code mysqlType}, by the hash of their first bytes; sparse, so that most are where they are looked for. */
    private final Literal[] members;

    private final int mask;

    CanalTypes(int columns) {
        this.mask = 16 * Integer.highestOneBit(columns + 1) - 1;
        this.members = new Literal[mask + TRIES];
        Arrays.fill(members, Literal.NEVER);
    }

    /** Moves over {@code sqlType}, whose members are in column order and rarely change. */
    void skipSqlTypes(JsonText text) throws BadRowException {
        if (text.take(sqlTypes)) {
            return;
        }
        boolean object = text.isNext('{');
        int from = text.at();
        text.skip(1);
        sqlTypes = object ? text.since(from) : Literal.NEVER;
    }

    /** Moves over {@code mysqlType}, whose members are in another order in each message. */
    void skipMysqlTypes(JsonText text) throws BadRowException {
        if (!text.isNext('{')) {
            text.skip(1);
            return;
        }
        text.expect('{');
        if (text.take('}')) {
            return;
        }
        do {
            int slot = slot(text);
            if (!takeKnown(text, slot)) {
                learn(text, slot);
            }
        } while (text.take(','));
        text.expect('}');
    }

    private int slot(JsonText text) {
        return (int) ((text.peek() * MIX) >>> Integer.SIZE) & mask;
    }

    private boolean takeKnown(JsonText text, int slot) {
        for (int i = slot; i < slot + TRIES; i++) {
            if (text.take(members[i])) {
                return true;
            }
        }
        return false;
    }

    private void learn(JsonText text, int slot) throws BadRowException {
        int from = text.at();
        text.string();
        text.expect(':');
        boolean string = text.isNext('"');
        text.skip(2);
        for (int i = slot; string && i < slot + TRIES; i++) {
            if (members[i] == Literal.NEVER) {
                members[i] = text.since(from);
                return;
            }
        }
    }
}
