package io.tidbmirror.feed.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.tidbmirror.change.CommitTs;
import io.tidbmirror.change.TableId;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a canal-json message is about, without the values of its row (tiflow canal_json_message.go).
 *
 * @param kind row, statement or watermark
 * @param table the table; without name for statements on databases, and for watermarks
 * @param commitTs commit-ts of a row or statement, or the watermark; {@link #NONE} where the message has none
 * @param word canal's word for what happened
 * @param sql the statement; empty for others
 * @param millis when it was committed, as canal tells it; {@link #NONE} where the message does not
 * @param keyOnly whether the row has its key columns only, because it was too large for a message
 * @param claim where the whole message is kept then, or null
 * @param hash of operation and values: equal for a row that is sent again
 */
record Envelope(
        Kind kind,
        TableId table,
        long commitTs,
        String word,
        String sql,
        long millis,
        boolean keyOnly,
        @Nullable String claim,
        long hash) {
    static final long NONE = -1;

    private static final String WATERMARK = "TIDB_WATERMARK";
    private static final int MOST_LEVELS = 16;
    private static final int LONGEST_TEXT = 256 << 20;
    private static final long SEED = 0x100000001B3L;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_LEVELS)
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .build();

    /** What a message can be. */
    enum Kind {
        ROW,
        STATEMENT,
        WATERMARK
    }

    /**
     * The same, with a time in place of a commit-ts that is not told: that of a row is behind that of a statement of the same
     * millisecond, since TiCDC sends rows before a statement long before it.
     *
     * @throws IllegalArgumentException if no commit-ts can be of that time
     */
    Envelope timed() {
        if (commitTs != NONE || millis == NONE) {
            return this;
        }
        CommitTs first = CommitTs.first(millis);
        long time = kind == Kind.ROW ? first.last().value() : first.value();
        return new Envelope(kind, table, time, word, sql, millis, keyOnly, claim, hash);
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException if it is none of canal-json; the message gives the reason, never a value
     */
    static Envelope read(byte[] message) {
        for (byte b : message) {
            if (b == '\n' || b == '\r') {
                throw new IllegalArgumentException("it has line breaks, which TiCDC does not write");
            }
        }
        Reader reader = new Reader(message);
        try (JsonParser json = JSON.createParser(message)) {
            reader.read(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
        return reader.envelope();
    }

    private static final class Reader {
        private final byte[] message;
        private @Nullable String schema;
        private @Nullable String table;
        private @Nullable String word;
        private String sql = "";
        private boolean statement;
        private long commitTs = NONE;
        private long millis = NONE;
        private long watermark = NONE;
        private boolean keyOnly;
        private @Nullable String claim;
        private long hash;

        Reader(byte[] message) {
            this.message = message;
        }

        void read(JsonParser json) throws IOException {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("it is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                field(name, json);
            }
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("it is followed by more");
            }
        }

        private void field(String name, JsonParser json) throws IOException {
            switch (name) {
                case "database" -> schema = json.getText();
                case "table" -> table = json.getText();
                case "type" -> word = json.getText();
                case "sql" -> sql = json.getText();
                case "es" -> millis = json.getLongValue();
                case "isDdl" -> statement = json.currentToken() == JsonToken.VALUE_TRUE;
                case "data" -> data(json);
                case "_tidb" -> extension(json);
                default -> json.skipChildren();
            }
        }

        private void data(JsonParser json) throws IOException {
            int from = (int) json.currentTokenLocation().getByteOffset();
            json.skipChildren();
            int to = (int) json.currentLocation().getByteOffset();
            for (int i = from; i < to; i++) {
                hash = (hash ^ message[i]) * SEED;
            }
        }

        private void extension(JsonParser json) throws IOException {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "commitTs" -> commitTs = json.getLongValue();
                    case "watermarkTs" -> watermark = json.getLongValue();
                    case "onlyHandleKey" -> keyOnly = json.getBooleanValue();
                    case "claimCheckLocation" -> claim = json.getText();
                    default -> json.skipChildren();
                }
            }
        }

        Envelope envelope() {
            String type = word;
            String database = schema;
            String name = table;
            if (type == null || database == null || name == null) {
                throw new IllegalArgumentException("it has no type, database or table, as canal-json has");
            }
            boolean mark = type.equals(WATERMARK);
            Kind kind = mark ? Kind.WATERMARK : statement ? Kind.STATEMENT : Kind.ROW;
            if (mark && watermark == NONE) {
                throw new IllegalArgumentException("it is a watermark without watermarkTs");
            }
            return new Envelope(
                    kind,
                    new TableId(database, name),
                    mark ? watermark : commitTs,
                    type,
                    sql,
                    millis,
                    keyOnly,
                    claim,
                    hash * SEED + type.hashCode());
        }
    }
}
