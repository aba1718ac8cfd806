package io.tidbmirror.feed;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.change.ZeroDate;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/** The schema of a table from its CREATE statement alone, for rows that no changefeed describes. */
public final class TableDefinition {
    private TableDefinition() {}

    /**
     * Reads a {@code CREATE TABLE} statement; the name in it does not matter.
     *
     * @throws FatalException if it is not understood, or the table has no key
     */
    public static TableSchema read(TableId table, String statement, ZeroDate zeroDate) {
        try {
            DefinedTable defined = DefinedTable.parse(statement);
            List<Column> columns = defined.columns().stream()
                    .filter(column -> !column.spec().virtual())
                    .map(column -> new Column(
                            column.spec().name(),
                            column.type(),
                            ValueType.of(column.type(), zeroDate),
                            column.nullable()))
                    .toList();
            return new TableSchema(table, 0, columns, key(table, columns, defined.keys()));
        } catch (ParseCancellationException | PoisonException e) {
            throw unusable(table, String.valueOf(e.getMessage()));
        }
    }

    /** The primary key, else the first unique key over NOT NULL columns. */
    private static List<Integer> key(TableId table, List<Column> columns, List<Ddl.KeySpec> keys) {
        for (boolean primary : new boolean[] {true, false}) {
            for (Ddl.KeySpec key : keys) {
                List<Integer> found = find(columns, key.columns());
                if (found != null
                        && key.primary() == primary
                        && (primary
                                || found.stream().noneMatch(i -> columns.get(i).nullable()))) {
                    return found;
                }
            }
        }
        throw unusable(table, "it has no primary key and no unique key over NOT NULL columns");
    }

    private static @Nullable List<Integer> find(List<Column> columns, List<String> names) {
        List<Integer> found = new ArrayList<>();
        for (String name : names) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equalsIgnoreCase(name)) {
                    found.add(i);
                }
            }
        }
        return found.size() == names.size() ? found : null;
    }

    private static FatalException unusable(TableId table, String reason) {
        return FatalException.configuration("the definition of table " + table + " cannot be used: " + reason);
    }
}
