package io.tidbmirror.land;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.land.Head.LandedColumn;
import io.tidbmirror.land.Head.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares a window's schema with the files landed so far, before anything is written (landing-protocol.md 6.4).
 *
 * <p>Passes: columns more, columns less, both at once after several statements without a row between them. Files declare all of
 * them nullable, and whether one is a rename, or old rows need a value, the statements have told. Refused: what stops the table in
 * Fabric (open-mirroring.md section 6: another type, another key), and where there are no statements what Fabric takes but gets
 * wrong: a NOT NULL column more has values in old rows that no file tells.
 */
final class SchemaCheck {
    private final TableSchema schema;
    private final Map<String, String> landed = new HashMap<>();

    private SchemaCheck(Shape shape, TableSchema schema) {
        this.schema = schema;
        shape.columns().forEach(column -> landed.put(column.name(), column.type()));
    }

    /**
     * What the files have once one with this schema is landed.
     *
     * @throws PoisonException if they must not be mixed
     */
    static Shape check(Shape shape, TableSchema schema) {
        SchemaCheck check = new SchemaCheck(shape, schema);
        if (!shape.key().isEmpty()) {
            check.key(shape);
        }
        if (!shape.columns().isEmpty()) {
            check.columns();
        }
        List<LandedColumn> all = new ArrayList<>(shape.columns());
        check.added()
                .forEach(column ->
                        all.add(new LandedColumn(column.name(), column.value().text())));
        return new Shape(all, schema.keyNames());
    }

    private void key(Shape shape) {
        if (!shape.key().equals(schema.keyNames())) {
            throw refused("the key was " + shape.key() + " and is now " + schema.keyNames());
        }
    }

    private void columns() {
        for (Column column : schema.columns()) {
            String before = landed.get(column.name());
            String now = column.value().text();
            if (before != null && !before.equals(now)) {
                throw refused("column " + column.name() + " was landed as " + before + " and is now " + now);
            }
            if (before == null && !column.nullable() && !schema.hasStatements()) {
                throw refused("column " + column.name() + " is new and NOT NULL, so old rows need a value too");
            }
        }
    }

    private List<Column> added() {
        return schema.columns().stream()
                .filter(column -> !landed.containsKey(column.name()))
                .toList();
    }

    private PoisonException refused(String change) {
        String since = schema.hasStatements() ? "from schema version " + schema.version() + " on" : "by its definition";
        return new PoisonException("table " + schema.table() + ": " + since + ", " + change
                + "; files of both kinds cannot follow each other: rebuild the table");
    }
}
