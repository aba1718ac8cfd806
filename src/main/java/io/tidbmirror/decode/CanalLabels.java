package io.tidbmirror.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.TableSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The labels of the ENUM and SET columns of a table: from the schema, else from the types in the messages. */
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
            set(i, schema.columns().get(i).type().elements());
        }
        this.complete = isComplete();
    }

    /**
     * Reads the labels that are not known yet.
     *
     * @param mysqlType where the types of the columns begin; negative if the message has none
     */
    void learn(JsonText text, int mysqlType) throws BadRowException {
        if (!complete && mysqlType >= 0) {
            int at = text.at();
            text.moveTo(mysqlType);
            read(text);
            text.moveTo(at);
            complete = isComplete();
        }
    }

    /** Replaces the numbers of a column by its labels, if it has any. */
    void put(int column, Cells cells) throws BadCellException {
        Labels known = labels[column];
        if (known != null) {
            known.put(cells);
        } else if (hasLabels(column)) {
            requireNone(cells);
        }
    }

    /** A delete may carry its key alone, without types. */
    private static void requireNone(Cells cells) throws BadCellException {
        for (int i = 0; i < cells.count(); i++) {
            if (cells.from()[i] != Cells.NULL) {
                throw new BadCellException(
                        i, "has labels that nothing tells; check that the changefeed has content-compatible=true");
            }
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
            set(column, Labels.parse(new String(text.plain(), UTF_8)));
        }
    }

    private void set(int column, List<String> elements) {
        if (hasLabels(column) && !elements.isEmpty()) {
            labels[column] = new Labels(type(column), elements);
        }
    }

    private boolean isComplete() {
        boolean all = true;
        for (int i = 0; i < labels.length; i++) {
            all &= labels[i] != null || !hasLabels(i);
        }
        return all;
    }

    private boolean hasLabels(int column) {
        return type(column) == MySqlType.ENUM || type(column) == MySqlType.SET;
    }

    private MySqlType type(int column) {
        return schema.columns().get(column).type().name();
    }
}
