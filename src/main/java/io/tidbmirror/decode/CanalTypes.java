package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.TableSchema;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The types in a message. They say nothing that the schema does not, unless its texts are bytes in truth: a statement does
 * not tell that the charset of its table or database is BINARY, and {@code mysqlType} does (tiflow canal, getMySQLType). They
 * are nearly half of its bytes, so they are compared with those of earlier messages, which have been read, and only read where
 * they differ.
 */
final class CanalTypes {
    private static final long MIX = 0x9E3779B97F4A7C15L;
    /** Places where a member may be, so that names that begin alike cost no more than reading them. */
    private static final int TRIES = 4;

    private final TableSchema schema;
    private final KeyOrder names;
    private Literal sqlTypes = Literal.NEVER;
    /** Members of {@code mysqlType}, by the hash of their first bytes; sparse, so that most are where they are looked for. */
    private final Literal[] members;

    private final int mask;

    /** @param names of the columns */
    CanalTypes(TableSchema schema, KeyOrder names) {
        this.schema = schema;
        this.names = names;
        this.mask = 16 * Integer.highestOneBit(names.size() + 1) - 1;
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

    /**
     * Moves over {@code mysqlType}, whose members are in another order in each message.
     *
     * @return why the row is not one of the schema; null if it may be
     */
    @Nullable
    String readMysqlTypes(JsonText text) throws BadRowException {
        if (!text.isNext('{')) {
            text.skip(1);
            return null;
        }
        text.expect('{');
        if (text.take('}')) {
            return null;
        }
        String misfit = null;
        do {
            int slot = slot(text);
            if (!takeKnown(text, slot)) {
                String fault = learn(text, slot);
                misfit = misfit == null ? fault : misfit;
            }
        } while (text.take(','));
        text.expect('}');
        return misfit;
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

    private @Nullable String learn(JsonText text, int slot) throws BadRowException {
        int from = text.at();
        text.string();
        int column = column(text);
        text.expect(':');
        boolean string = text.isNext('"');
        text.skip(2);
        boolean plain = string && !text.isEscaped(); // as are the names of all types but those with labels
        String misfit = plain && column != KeyOrder.UNKNOWN ? misfit(column, new String(text.plain(), UTF_8)) : null;
        for (int i = slot; string && misfit == null && i < slot + TRIES; i++) {
            if (members[i] == Literal.NEVER) {
                members[i] = text.since(from);
                return null;
            }
        }
        return misfit;
    }

    private int column(JsonText text) {
        try {
            return names.find(text);
        } catch (BadRowException noText) {
            return KeyOrder.UNKNOWN; // half of a character: no column has such a name
        }
    }

    private @Nullable String misfit(int column, String mysqlType) {
        Column known = schema.columns().get(column);
        String word = mysqlType.toLowerCase(Locale.ROOT).split("[( ]", 2)[0];
        boolean differs =
                switch (known.type().name()) {
                    case CHAR, VARCHAR, TEXT -> word.endsWith("binary") || word.endsWith("blob");
                    case BINARY, VARBINARY, BLOB -> word.endsWith("char") || word.endsWith("text");
                    default -> false;
                };
        return differs
                ? ColumnParsers.describe(known) + " is " + word
                        + " in the message, so its charset is another one than its statement tells (DEFAULT CHARSET=BINARY of"
                        + " the table or database?); exclude the table, or mirror it from a changefeed that writes to storage"
                : null;
    }
}
