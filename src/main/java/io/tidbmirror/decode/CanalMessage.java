package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.TableId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last canal-json message that was read; the values of its row are the candidates of {@link CanalColumns}. */
final class CanalMessage {
    /** In TiCDC's order, which is the fast case (tiflow canal_json_message.go). */
    private static final List<byte[]> KEYS = bytes(
            "id",
            "database",
            "table",
            "pkNames",
            "isDdl",
            "type",
            "es",
            "ts",
            "sql",
            "sqlType",
            "mysqlType",
            "old",
            "data",
            "_tidb");

    private static final int DATABASE = 1;
    private static final int TABLE = 2;
    private static final int TYPE = 5;
    private static final int SQL_TYPE = 9;
    private static final int MYSQL_TYPE = 10;
    private static final int OLD = 11;
    private static final int DATA = 12;
    private static final int TIDB = 13;

    private static final List<byte[]> EXTENSION = bytes("commitTs", "onlyHandleKey", "claimCheckLocation");
    private static final List<byte[]> TYPES = bytes("INSERT", "UPDATE", "DELETE");
    private static final byte[] OPERATIONS = {Operation.INSERT.code(), Operation.UPDATE.code(), Operation.DELETE.code()
    };

    private final KeyOrder keys = new KeyOrder(KEYS);
    private final KeyOrder extension = new KeyOrder(EXTENSION);
    private final KeyOrder types = new KeyOrder(TYPES);
    private final byte[] database;
    private final byte[] table;
    private final CanalColumns columns;
    private final CanalTypes columnTypes;

    /** What a message began with, up to its type: the same in all that TiCDC writes of a table. */
    private Literal head = Literal.NEVER;

    private final int[] places = new int[KEYS.size()];
    private byte operation;
    private long commitTs;
    private boolean hasOld;
    private @Nullable String typeMisfit;
    private @Nullable String dataMisfit;
    private @Nullable String oldMisfit;

    private static List<byte[]> bytes(String... words) {
        return Stream.of(words).map(word -> word.getBytes(UTF_8)).toList();
    }

    CanalMessage(TableId id, CanalColumns columns, CanalTypes columnTypes) {
        this.database = id.schema().getBytes(UTF_8);
        this.table = id.table().getBytes(UTF_8);
        this.columns = columns;
        this.columnTypes = columnTypes;
    }

    byte operation() {
        return operation;
    }

    /** {@link ChangeBlock#NO_COMMIT_TS} if the message has none. */
    long commitTs() {
        return commitTs;
    }

    /** Where the types of the columns begin; negative if the message has none. */
    int mysqlType() {
        return places[MYSQL_TYPE];
    }

    /** Whether the message tells the values of before. */
    boolean hasOld() {
        return hasOld;
    }

    /** Why the types are not those of the table; null if they may be. */
    @Nullable
    String typeMisfit() {
        return typeMisfit;
    }

    /** Why the data are no row of the table; null if they are one. */
    @Nullable
    String dataMisfit() {
        return dataMisfit;
    }

    /** Why the values of before are none of the table; null if they are. */
    @Nullable
    String oldMisfit() {
        return oldMisfit;
    }

    /** Reads the message that begins here and moves behind it. */
    void read(JsonText text) throws BadRowException {
        int start = text.at();
        begin();
        if (text.take(head)) {
            Arrays.fill(places, 0, TYPE + 1, start);
            keys.goOnBehind(TYPE);
            type(text, start);
        } else {
            text.expect('{');
            member(text, start);
        }
        while (text.take(',')) {
            member(text, start);
        }
        text.expect('}');
        if (places[DATA] < 0 || places[TYPE] < 0 || places[DATABASE] < 0 || places[TABLE] < 0) {
            throw new BadRowException(start, "the message is not a row of canal-json; check mirror.format");
        }
    }

    private void begin() {
        Arrays.fill(places, KeyOrder.UNKNOWN);
        commitTs = ChangeBlock.NO_COMMIT_TS;
        hasOld = false;
        typeMisfit = null;
        keys.restart();
    }

    private void member(JsonText text, int start) throws BadRowException {
        int key = keys.member(text);
        if (key == KeyOrder.UNKNOWN) {
            text.skip(1);
            return;
        }
        if (places[key] != KeyOrder.UNKNOWN) {
            throw new BadRowException(start, "the message has a key twice");
        }
        places[key] = text.at();
        switch (key) {
            case DATABASE -> requireName(text, database, start);
            case TABLE -> requireName(text, table, start);
            case TYPE -> {
                learnHead(text, start);
                type(text, start);
            }
            case SQL_TYPE -> columnTypes.skipSqlTypes(text);
            case MYSQL_TYPE -> typeMisfit = columnTypes.readMysqlTypes(text);
            case OLD -> old(text);
            case DATA -> dataMisfit = columns.read(text, CanalColumns.DATA);
            case TIDB -> extension(text, start);
            default -> text.skip(1);
        }
    }

    private static void requireName(JsonText text, byte[] name, int start) throws BadRowException {
        text.string();
        boolean same = text.isEscaped()
                ? Arrays.equals(text.plain(), name)
                : Arrays.equals(text.bytes(), text.start(), text.end(), name, 0, name.length);
        if (!same) {
            throw new BadRowException(
                    start, "the message names another table; check that the file lies where TiCDC wrote it");
        }
    }

    /** The keys up to the type and no others: what begins with the same bytes has been read. */
    private void learnHead(JsonText text, int start) {
        boolean usual = true;
        for (int i = 0; i < places.length; i++) {
            usual &= (i <= TYPE) == (places[i] >= 0);
        }
        if (usual) {
            head = text.since(start);
        }
    }

    private void type(JsonText text, int start) throws BadRowException {
        text.string();
        int type = types.find(text);
        if (type == KeyOrder.UNKNOWN) {
            throw new BadRowException(start, "the message is not a row: its type is not INSERT, UPDATE or DELETE");
        }
        operation = OPERATIONS[type];
    }

    private void old(JsonText text) throws BadRowException {
        hasOld = !text.takeNull();
        if (hasOld) {
            oldMisfit = columns.read(text, CanalColumns.OLD);
        }
    }

    private void extension(JsonText text, int start) throws BadRowException {
        extension.restart();
        text.expect('{');
        if (text.take('}')) {
            return;
        }
        do {
            int key = extension.member(text);
            if (key == 0 && commitTs == ChangeBlock.NO_COMMIT_TS) {
                commitTs = text.integer();
            } else if (key == 0) {
                throw new BadRowException(start, "the message has a key twice");
            } else if (key > 0) {
                throw new BadRowException(
                        start,
                        "the message has its key columns only; set large-message-handle-option of the changefeed to none");
            } else {
                text.skip(2);
            }
        } while (text.take(','));
        text.expect('}');
    }
}
