package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.ChangeBlock;
import io.tidbmirror.change.Operation;
import io.tidbmirror.change.TableId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The envelope of a canal-json message: what tells whether the row is wanted, and where its values are. */
final class CanalMessage {
    /** In TiCDC's order, which is the fast case (tiflow canal_json_message.go). */
    private static final List<byte[]> KEYS = Stream.of(
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
                    "_tidb")
            .map(key -> key.getBytes(UTF_8))
            .toList();

    private static final int DATABASE = 1;
    private static final int TABLE = 2;
    private static final int TYPE = 5;
    private static final int MYSQL_TYPE = 10;
    private static final int OLD = 11;
    private static final int DATA = 12;
    private static final int TIDB = 13;

    private static final List<byte[]> EXTENSION = Stream.of("commitTs", "onlyHandleKey", "claimCheckLocation")
            .map(key -> key.getBytes(UTF_8))
            .toList();
    private static final List<byte[]> TYPES = Stream.of("INSERT", "UPDATE", "DELETE")
            .map(type -> type.getBytes(UTF_8))
            .toList();

    private static final byte[] OPERATIONS = {Operation.INSERT.code(), Operation.UPDATE.code(), Operation.DELETE.code()
    };

    private final KeyOrder keys = new KeyOrder(KEYS);
    private final KeyOrder extension = new KeyOrder(EXTENSION);
    private final KeyOrder types = new KeyOrder(TYPES);
    private final byte[] database;
    private final byte[] table;

    private final int[] places = new int[KEYS.size()];
    private byte operation;
    private long commitTs;

    CanalMessage(TableId id) {
        this.database = id.schema().getBytes(UTF_8);
        this.table = id.table().getBytes(UTF_8);
    }

    byte operation() {
        return operation;
    }

    /** {@link ChangeBlock#NO_COMMIT_TS} if the message has none. */
    long commitTs() {
        return commitTs;
    }

    int data() {
        return places[DATA];
    }

    int old() {
        return places[OLD];
    }

    int mysqlType() {
        return places[MYSQL_TYPE];
    }

    /** Reads the message that begins here and moves behind it. */
    void read(JsonText text) throws BadRowException {
        int start = text.at();
        Arrays.fill(places, KeyOrder.UNKNOWN);
        commitTs = ChangeBlock.NO_COMMIT_TS;
        keys.restart();
        text.expect('{');
        do {
            text.string();
            int key = keys.find(text);
            text.expect(':');
            if (key == KeyOrder.UNKNOWN) {
                text.skip(1);
                continue;
            }
            if (places[key] != KeyOrder.UNKNOWN) {
                throw new BadRowException(start, "the message has a key twice");
            }
            places[key] = text.at();
            value(key, text, start);
        } while (text.take(','));
        text.expect('}');
        if (data() < 0 || places[TYPE] < 0 || places[DATABASE] < 0 || places[TABLE] < 0) {
            throw new BadRowException(start, "the message is not a row of canal-json; check mirror.format");
        }
    }

    private void value(int key, JsonText text, int start) throws BadRowException {
        switch (key) {
            case DATABASE -> requireName(text, database, start);
            case TABLE -> requireName(text, table, start);
            case TYPE -> type(text, start);
            case TIDB -> extension(text, start);
            default -> text.skip(1);
        }
    }

    private static void requireName(JsonText text, byte[] name, int start) throws BadRowException {
        text.string();
        if (!text.isText(name)) {
            throw new BadRowException(
                    start, "the message names another table; check that the file lies where TiCDC wrote it");
        }
    }

    private void type(JsonText text, int start) throws BadRowException {
        text.string();
        types.restart();
        int type = types.find(text);
        if (type == KeyOrder.UNKNOWN) {
            throw new BadRowException(start, "the message is not a row: its type is not INSERT, UPDATE or DELETE");
        }
        operation = OPERATIONS[type];
    }

    private void extension(JsonText text, int start) throws BadRowException {
        extension.restart();
        text.expect('{');
        do {
            text.string();
            int key = extension.find(text);
            text.expect(':');
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
