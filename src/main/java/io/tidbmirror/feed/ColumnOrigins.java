package io.tidbmirror.feed;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.Projection.Filled;
import io.tidbmirror.change.Projection.Origin;
import io.tidbmirror.change.Projection.Read;
import io.tidbmirror.change.Projection.Unknown;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.feed.Ddl.AlterTable;
import io.tidbmirror.feed.Ddl.Change;
import io.tidbmirror.feed.Ddl.ColumnSpec;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where each column after a statement comes from: a column before it, or the value with which it was added. */
final class ColumnOrigins {
    /** What JSON makes of bytes that are no UTF-8. */
    private static final char UNREADABLE = '\uFFFD';

    private final TableSchema before;
    private final List<SchemaColumn> listed;
    private final ZoneId timeZone;
    private final Map<String, Source> sources = new HashMap<>();

    /**
     * What a column was before the statement.
     *
     * @param column its index, or -1 if it is added
     * @param added its definition if it is added
     */
    private record Source(int column, @Nullable ColumnSpec added) {}

    /** Origins of columns behind a statement that changes none. */
    ColumnOrigins(TableSchema before, List<SchemaColumn> listed) {
        this(before, listed, null, ZoneOffset.UTC);
    }

    /**
     * Origins.
     *
     * @param listed the columns of the schema file after the statement, with their defaults
     * @param alter the statement; null if it changes no column
     * @param timeZone in which TIMESTAMP values are written
     */
    ColumnOrigins(TableSchema before, List<SchemaColumn> listed, @Nullable AlterTable alter, ZoneId timeZone) {
        this.before = before;
        this.listed = listed;
        this.timeZone = timeZone;
        Map<String, Source> old = new HashMap<>();
        for (int i = 0; i < before.columns().size(); i++) {
            old.put(ColumnNames.key(before.columns().get(i).name()), new Source(i, null));
        }
        sources.putAll(old);
        if (alter != null) {
            apply(alter, old);
        }
    }

    /** All parts of a statement speak of the names before it. What is there still is not added. */
    private void apply(AlterTable alter, Map<String, Source> old) {
        Map<String, Source> changed = new HashMap<>();
        for (Change change : alter.changes()) {
            if (change instanceof Change.Redefine redefine) {
                rename(redefine.oldName(), redefine.column().name(), old, changed);
            } else if (change instanceof Change.Rename rename) {
                rename(rename.oldName(), rename.newName(), old, changed);
            } else if (change instanceof Change.Drop drop) {
                sources.remove(ColumnNames.key(drop.name()));
            }
        }
        for (Change change : alter.changes()) {
            if (change instanceof Change.Add add
                    && !sources.containsKey(ColumnNames.key(add.column().name()))) {
                changed.put(ColumnNames.key(add.column().name()), new Source(-1, add.column()));
            }
        }
        sources.putAll(changed);
    }

    private void rename(String oldName, String newName, Map<String, Source> old, Map<String, Source> changed) {
        Source source = old.get(ColumnNames.key(oldName));
        sources.remove(ColumnNames.key(oldName));
        if (source != null) {
            changed.put(ColumnNames.key(newName), source);
        }
    }

    /** Where the values of a column come from. */
    Origin of(Column column) {
        Source source = sources.get(ColumnNames.key(column.name()));
        if (source == null) {
            throw new PoisonException("column " + column.name()
                    + " comes from a statement that is not in the changefeed" + DdlEffects.REMEDY);
        }
        ColumnSpec added = source.added();
        if (added != null) {
            return filled(column, added);
        }
        Column old = before.columns().get(source.column());
        return new Read(source.column(), old.equals(column) ? List.of(column) : List.of(old, column));
    }

    private Origin filled(Column column, ColumnSpec added) {
        SchemaColumn file = listed.stream()
                .filter(candidate -> candidate.name().equals(column.name()))
                .findFirst()
                .orElseThrow();
        String text = file.defaultText();
        String written = text == null ? null : DefaultTime.written(column, text, timeZone);
        if (added.expression() || (text != null && (written == null || text.indexOf(UNREADABLE) >= 0))) {
            return new Unknown(
                    "was added with a default that TiDB computed then, which is not in the changefeed",
                    List.of(column));
        }
        if (text != null || column.nullable()) {
            return new Filled(written, List.of(column));
        }
        ColumnType type = column.type();
        String zero = zero(type.elements().isEmpty() ? type.withElements(added.elements()) : type);
        return zero == null
                ? new Unknown("was added NOT NULL, and its type has no zero value known here", List.of(column))
                : new Filled(zero, List.of(column));
    }

    /** What TiDB fills NOT NULL columns with (tidb ddl generateOriginDefaultValue). */
    private static @Nullable String zero(ColumnType type) {
        return switch (type.name()) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, YEAR, FLOAT, DOUBLE, DECIMAL -> "0";
            case BIT -> "\0";
            case CHAR, VARCHAR, TEXT, BINARY, VARBINARY, BLOB, SET -> "";
            case DATE -> DefaultTime.ZERO_DATE;
            case DATETIME, TIMESTAMP -> DefaultTime.ZERO_DATE + " 00:00:00";
            case TIME -> "00:00:00";
            case ENUM -> type.elements().isEmpty() ? null : type.elements().get(0);
            case JSON -> "null";
            case VECTOR -> null;
        };
    }

    /** Every column that the statement leaves must be there. */
    void requireComplete(TableSchema after) {
        Set<String> left = new HashSet<>(sources.keySet());
        after.columns().forEach(column -> left.remove(ColumnNames.key(column.name())));
        listed.forEach(column -> left.remove(ColumnNames.key(column.name()))); // virtual ones
        if (!left.isEmpty()) {
            throw new PoisonException(
                    "columns " + left + " went with a statement that is not in the changefeed" + DdlEffects.REMEDY);
        }
    }
}
