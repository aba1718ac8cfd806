package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.TableSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The labels of the ENUM and SET columns of a table: from the schema, else from the types in the first message. */
final class CanalLabels {
    private final TableSchema schema;
    private final KeyOrder names;
    private final @Nullable Labels[] labels;
    private boolean complete;

    /** @param names of the columns */
    CanalLabels(TableSchema schema, KeyOrder names) {
        this.schema = schema;
        this.names = names;
        this.labels = new Labels[schema.columns().size()];
        for (int i = 0; i < labels.length; i++) {
            put(i, schema.columns().get(i).type().elements());
        }
    }

    /** Of a column that is neither ENUM nor SET: null. */
    @Nullable
    Labels of(int column) {
        return labels[column];
    }

    /**
     * Reads the labels that are not known yet.
     *
     * @param mysqlType where the types of the columns begin; negative if the message has none
     * @param from where the message begins
     */
    void complete(JsonText text, int mysqlType, int from) throws BadRowException {
        if (complete) {
            return;
        }
        complete = true;
        if (missing() >= 0 && mysqlType >= 0) {
            int at = text.at();
            text.moveTo(mysqlType);
            read(text);
            text.moveTo(at);
        }
        int missing = missing();
        if (missing >= 0) {
            throw new BadRowException(
                    from,
                    "the labels of " + ColumnParsers.describe(schema.columns().get(missing))
                            + " are not known: set content-compatible=true in the changefeed");
        }
    }

    private void read(JsonText text) throws BadRowException {
        if (text.take('{') && !text.take('}')) {
            do {
                read(names.member(text), text);
            } while (text.take(','));
        }
    }

    private void read(int column, JsonText text) throws BadRowException {
        boolean string = text.isNext('"');
        text.skip(2);
        if (column != KeyOrder.UNKNOWN && string && labels[column] == null) {
            put(column, Labels.parse(new String(text.plain(), UTF_8)));
        }
    }

    private void put(int column, List<String> elements) {
        if (hasLabels(column) && !elements.isEmpty()) {
            labels[column] = new Labels(type(column), elements);
        }
    }

    private int missing() {
        for (int i = 0; i < labels.length; i++) {
            if (hasLabels(i) && labels[i] == null) {
                return i;
            }
        }
        return -1;
    }

    private boolean hasLabels(int column) {
        return type(column) == MySqlType.ENUM || type(column) == MySqlType.SET;
    }

    private MySqlType type(int column) {
        return schema.columns().get(column).type().name();
    }
}
