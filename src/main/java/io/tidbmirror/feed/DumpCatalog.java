package io.tidbmirror.feed;

import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.Projection;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.feed.FeedVersion.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * What an export says of tables, put in place of what the changefeed's schema files say of them up to the export's TSO. Rows
 * above the TSO may still stand in directories of versions below it; these stay readable as long as their columns are those
 * of the export.
 */
final class DumpCatalog {
    private final Dump dump;
    private final CatalogReader reader;
    private boolean done;

    DumpCatalog(Dump dump, CatalogReader reader) {
        this.dump = dump;
        this.reader = reader;
    }

    /** Call before schema files of each version are read, and at the end. */
    void before(long version) {
        if (done || version <= dump.tso()) {
            return;
        }
        done = true;
        dump.tables().values().forEach(table -> begin(reader.catalog().table(table.table()), table));
    }

    private void begin(TableHistory history, DumpTable table) {
        history.beginAgain(List.of(), Knowledge.NONE);
        SchemaFile exported = table.schema();
        try {
            if (exported == null) {
                throw new PoisonException(
                        table.problem().isEmpty()
                                ? "the export has no file " + table.table() + "-schema.sql"
                                : table.problem());
            }
            Knowledge knowledge = reader.effects().knowledgeOf(exported, history);
            TableSchema schema = reader.schema(exported, knowledge);
            history.beginAgain(versions(history, exported, schema), knowledge);
        } catch (PoisonException e) {
            history.stop(new FeedProblem(
                    dump.tso(), "table " + table.table() + " cannot be loaded from the export: " + e.getMessage()));
        }
    }

    /** The last versions of the changefeed with the export's columns; a version of its own where there is none at all. */
    private static List<FeedVersion> versions(TableHistory history, SchemaFile exported, TableSchema schema) {
        List<SchemaFile> files = history.files();
        if (files.isEmpty()) {
            return List.of(first(schema, exported));
        }
        int first = files.size();
        while (first > 0 && sameColumns(files.get(first - 1).columns(), exported.columns())) {
            first--;
        }
        if (first == files.size()) {
            throw new PoisonException("its columns in " + exported.path() + " are not those of "
                    + files.get(first - 1).path()
                    + ", the changefeed's version at that TSO: use an export and a changefeed of the same cluster");
        }
        List<FeedVersion> versions = new ArrayList<>();
        for (SchemaFile file : files.subList(first, files.size())) {
            TableSchema version = new TableSchema(schema.table(), file.version(), schema.columns(), schema.key());
            versions.add(
                    versions.isEmpty()
                            ? first(version, exported)
                            : same(version, file, versions.get(versions.size() - 1)));
        }
        return versions;
    }

    private static FeedVersion first(TableSchema schema, SchemaFile exported) {
        return new FeedVersion(schema, Step.EXPORTED, exported, List.of(), null);
    }

    private static FeedVersion same(TableSchema schema, SchemaFile file, FeedVersion before) {
        FeedVersion.Parent parent = new FeedVersion.Parent(before, onto(before.schema(), schema));
        return new FeedVersion(schema, Step.SAME, file.withoutStatement(), List.of(parent), before);
    }

    private static Projection onto(TableSchema before, TableSchema schema) {
        return new Projection(schema, Projection.identity(before).origins());
    }

    /** Whether columns have the same names and types. */
    static boolean sameColumns(List<SchemaColumn> one, List<SchemaColumn> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            SchemaColumn left = one.get(i);
            SchemaColumn right = other.get(i);
            if (!left.name().equals(right.name()) || !plain(left.type()).equals(plain(right.type()))) {
                return false;
            }
        }
        return true;
    }

    /** Labels are not in every schema file. */
    private static ColumnType plain(ColumnType type) {
        return type.withElements(List.of());
    }
}
