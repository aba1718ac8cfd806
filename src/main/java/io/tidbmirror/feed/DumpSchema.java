package io.tidbmirror.feed;

import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Ddl.KeySpec;
import io.tidbmirror.feed.DefinedTable.DefinedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** The CREATE statement of an export as a schema file, the way TiCDC would have written it at the export's TSO. */
final class DumpSchema {
    /** Settings of the session in front of the statement, each in a comment of its own. */
    private static final Pattern PREAMBLE = Pattern.compile("\\A(\\s*/\\*.*?\\*/;?\\s*)*", Pattern.DOTALL);

    private DumpSchema() {}

    /**
     * Reads the content of a {@code -schema.sql} file.
     *
     * @throws PoisonException if it is not understood, or rows of such a table cannot be read from an export
     */
    static SchemaFile parse(TableId table, long tso, String path, String content) {
        String statement = PREAMBLE.matcher(content).replaceFirst("").strip();
        while (statement.endsWith(";")) {
            statement = statement.substring(0, statement.length() - 1).strip();
        }
        DefinedTable defined = defined(path, statement);
        List<SchemaColumn> columns = new ArrayList<>();
        for (DefinedColumn column : defined.columns()) {
            if (column.generated() && !column.spec().virtual()) {
                throw new PoisonException(
                        "column " + column.spec().name() + " is generated and stored: Dumpling leaves its values out");
            }
            columns.add(column(column, defined.keys()));
        }
        return new SchemaFile(
                path, table.schema(), table.table(), tso, DdlAction.CREATE_TABLE_ID, statement, columns, false);
    }

    private static DefinedTable defined(String path, String statement) {
        try {
            return DefinedTable.parse(statement);
        } catch (ParseCancellationException e) {
            throw new PoisonException("the statement of " + path + " is not understood: " + e.getMessage(), e);
        }
    }

    private static SchemaColumn column(DefinedColumn column, List<KeySpec> keys) {
        String name = column.spec().name();
        boolean primary = keys.stream()
                .anyMatch(key -> key.primary() && key.columns().stream().anyMatch(name::equalsIgnoreCase));
        ColumnType type = column.type();
        return new SchemaColumn(
                name, type.withElements(labels(type.elements())), column.nullable() && !primary, primary, null);
    }

    /** {@code SHOW CREATE TABLE} doubles backslashes in labels, which TiCDC does not. */
    private static List<String> labels(List<String> elements) {
        return elements.stream().map(label -> label.replace("\\\\", "\\")).toList();
    }
}
