package io.tidbmirror.feed;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.feed.Ddl.AlterTable;
import io.tidbmirror.feed.Ddl.CreateLike;
import io.tidbmirror.feed.Ddl.CreateTable;
import io.tidbmirror.feed.Ddl.Name;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What statements do: to the knowledge of their own table, and to other tables they name. */
final class DdlEffects {
    static final String REMEDY = "; rows up to that version are landed, none after: build the table again"
            + " from an export at or above that version (docs/ddl.md; with mirror.input=kafka mirror it from a new"
            + " changefeed instead), or exclude the table";

    /** In a statement behind which a key that was known may be gone, or be of other names. */
    private static final Pattern NAMES_GO = Pattern.compile("\\b(DROP|RENAME|CHANGE)\\b");

    private final Catalog catalog;
    private final boolean labelsNeeded;

    DdlEffects(Catalog catalog, boolean labelsNeeded) {
        this.catalog = catalog;
        this.labelsNeeded = labelsNeeded;
    }

    /** A step that cannot be landed in place. */
    static PoisonException unsupported(String reason) {
        return new PoisonException(reason + REMEDY);
    }

    /** The problem of a table at a schema file. */
    FeedProblem problem(TableId table, SchemaFile file, String reason) {
        String statement = file.query().isEmpty() ? "" : " (" + DdlParser.beginning(file.query()) + ")";
        return new FeedProblem(
                file.version(),
                "table " + table + " stops at version " + file.version() + statement + ": " + reason + "; see "
                        + file.path());
    }

    /** A schema file that cannot be used stops its table; that of a database, all tables in it. */
    void unreadable(SchemaObject object) {
        String folder = object.place().folder();
        FeedProblem problem = new FeedProblem(object.place().version(), object.error());
        if (folder.indexOf('/') >= 0) {
            catalog.table(catalog.guess(folder)).stop(problem);
            return;
        }
        for (TableHistory history : catalog.tables().values()) {
            if (history.table().schema().equals(folder)) {
                history.stop(problem);
            }
        }
    }

    /** DROP DATABASE ends all tables in it; other statements on databases change no rows. */
    void database(SchemaFile file) {
        DdlAction action = DdlAction.of(file.action());
        if (action == DdlAction.HARMLESS || action == DdlAction.NONE) {
            return;
        }
        for (TableHistory history : catalog.tables().values()) {
            if (history.isLive() && history.table().schema().equalsIgnoreCase(file.schema())) {
                end(history, action, file);
            }
        }
    }

    private void end(TableHistory history, DdlAction action, SchemaFile file) {
        if (action == DdlAction.DROP_DATABASE) {
            history.end(file.version(), cause(file));
        } else {
            history.stop(problem(history.table(), file, "it " + action.words() + REMEDY));
        }
    }

    /** A statement takes the name of a table that no schema file has told of. */
    void endUnknown(TableId table, SchemaFile file) {
        TableHistory history = catalog.table(table);
        if (history.files().isEmpty()) {
            history.end(file.version(), cause(file));
        }
    }

    static String cause(SchemaFile file) {
        return "\"" + DdlParser.beginning(file.query()) + "\" at version " + file.version();
    }

    /**
     * What is known of a table after a schema file; tables that the statement takes rows from are stopped.
     *
     * @throws PoisonException if the statement is needed and the grammar refuses it
     */
    Knowledge knowledgeAfter(SchemaFile file, TableHistory history) {
        if (!isNeeded(file, history.knowledge())) {
            return DdlAction.of(file.action()) == DdlAction.CREATE ? keyOrder(file) : history.knowledge();
        }
        Ddl ddl = DdlParser.parse(file.query());
        if (ddl instanceof CreateTable create) {
            return Knowledge.of(create);
        }
        if (ddl instanceof CreateLike like) {
            return copied(originals(like, file), like.source());
        }
        if (ddl instanceof AlterTable alter) {
            return history.knowledge().after(alter, names(history.current()));
        }
        return history.knowledge();
    }

    /** What is known of a table that an export tells of: its columns have the labels, which its statement writes in another way. */
    Knowledge knowledgeOf(SchemaFile exported, TableHistory history) {
        Knowledge known = knowledgeAfter(exported, history);
        return labelsNeeded || known.hasLabels() ? known.labelled(exported.columns()) : known;
    }

    /** The version that a {@code CREATE TABLE … LIKE} copies, with its partitions; null for other statements, or if it is not known. */
    @Nullable
    FeedVersion original(SchemaFile file) {
        boolean copies = DdlAction.of(file.action()) == DdlAction.CREATE
                && file.query().toUpperCase(Locale.ROOT).contains("LIKE");
        if (copies && DdlParser.parse(file.query()) instanceof CreateLike like) {
            List<TableHistory> sources = originals(like, file);
            return sources.size() == 1 ? sources.get(0).current() : null;
        }
        return null;
    }

    private List<TableHistory> originals(CreateLike like, SchemaFile file) {
        return sources(like.source().beside(like.table(), file), file);
    }

    private static Knowledge copied(List<TableHistory> sources, Name name) {
        List<Knowledge> known =
                sources.stream().map(TableHistory::knowledge).distinct().toList();
        if (known.size() != 1) {
            throw unsupported("it copies the table " + name.table() + ", "
                    + (known.isEmpty()
                            ? "of which the changefeed has no history"
                            : "which may be any of "
                                    + sources.stream().map(TableHistory::table).toList()));
        }
        return known.get(0);
    }

    /** What a CREATE statement tells that can tell no more than the order of a key: without it, that of the columns does. */
    private static Knowledge keyOrder(SchemaFile file) {
        if (keyColumns(file) < 2) {
            return Knowledge.NONE;
        }
        try {
            return DdlParser.parse(file.query()) instanceof CreateTable create ? Knowledge.of(create) : Knowledge.NONE;
        } catch (PoisonException notUnderstood) {
            return Knowledge.NONE;
        }
    }

    private static long keyColumns(SchemaFile file) {
        return file.columns().stream().filter(SchemaColumn::primaryKey).count();
    }

    private static Set<String> names(@Nullable FeedVersion version) {
        return version == null
                ? Set.of()
                : ColumnNames.keys(version.listed().stream().map(SchemaColumn::name));
    }

    /**
     * The live tables that a name in a statement may mean: without a schema, those in any that have the columns of the
     * statement's schema file (ticdc-storage.md 4.3).
     */
    List<TableHistory> sources(Name name, SchemaFile file) {
        return catalog.tables().values().stream()
                .filter(history -> history.isLive() && history.table().table().equalsIgnoreCase(name.table()))
                .filter(history -> name.schema().isEmpty()
                        ? hasColumns(history, file)
                        : history.table().schema().equalsIgnoreCase(name.schema()))
                .toList();
    }

    /** An export does not tell defaults as schema files do. */
    private static boolean hasColumns(TableHistory history, SchemaFile file) {
        FeedVersion current = history.current();
        return current == null
                || (current.step() == FeedVersion.Step.EXPORTED
                        ? DumpCatalog.sameColumns(current.listed(), file.columns())
                        : current.listed().equals(file.columns()));
    }

    /** Whether the statement says something that the schema file does not show. Parsing is slow, most need none. */
    private boolean isNeeded(SchemaFile file, Knowledge before) {
        String query = file.query().toUpperCase(Locale.ROOT);
        boolean keyless = keyColumns(file) == 0;
        boolean hidden = query.contains("VIRTUAL")
                || (labelsNeeded && file.columns().stream().anyMatch(DdlEffects::lacksLabels));
        return switch (DdlAction.of(file.action())) {
            case CREATE -> hidden || keyless || query.contains("LIKE") || query.contains("SET(");
            case ALTER ->
                hidden
                        || keyless
                        || before.hasVirtual()
                        || (before.hasUniqueKey() && NAMES_GO.matcher(query).find())
                        || query.contains("SET(")
                        || (before.hasLabels() && query.contains("RENAME COLUMN"));
            case NONE,
                    EXCHANGE_PARTITION,
                    HARMLESS,
                    DROP,
                    TRUNCATE,
                    DROP_PARTITION,
                    TRUNCATE_PARTITION,
                    RECOVER,
                    NO_TABLE,
                    DROP_DATABASE,
                    RENAME,
                    UNKNOWN -> false;
        };
    }

    private static boolean lacksLabels(SchemaColumn column) {
        return column.isLabelled() && column.type().elements().isEmpty();
    }
}
