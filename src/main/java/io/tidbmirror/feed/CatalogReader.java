package io.tidbmirror.feed;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.LandAs;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.feed.Ddl.ColumnSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads all schema files in the order of their versions. Files of one version are read against the state before it: they
 * may be the parts of one statement, such as {@code RENAME TABLE a TO b, c TO a}.
 */
final class CatalogReader {
    private final FeedOptions options;
    private final Catalog catalog = new Catalog();
    private final DdlEffects effects;

    /** A schema file with what its statement says against the state before it. */
    private record Pending(
            SchemaFile file, TableHistory history, @Nullable Knowledge knowledge, String error) {}

    /** A table as it is at a commit-ts, with whatever led there. */
    record Beginning(SchemaFile file, long commitTs) {}

    private CatalogReader(FeedOptions options) {
        this.options = options;
        this.effects = new DdlEffects(catalog, options.labelsNeeded());
    }

    static Catalog read(Collection<SchemaObject> objects, FeedOptions options) {
        return read(objects, options, List.of());
    }

    /**
     * Reads schema files where the beginning of some tables is known already.
     *
     * @param beginnings how they are at a commit-ts; nothing up to it is applied to them again
     */
    static Catalog read(Collection<SchemaObject> objects, FeedOptions options, List<Beginning> beginnings) {
        CatalogReader reader = new CatalogReader(options);
        Dump dump = options.dump();
        DumpCatalog dumped = dump == null ? null : new DumpCatalog(dump, reader);
        beginnings.forEach(reader::begin);
        List<SchemaObject> sorted = new ArrayList<>(objects);
        sorted.sort(
                Comparator.comparingLong((SchemaObject object) -> object.place().version())
                        .thenComparing(object -> object.place().folder())
                        .thenComparingLong(object -> object.place().hash()));
        for (SchemaObject object : sorted) {
            reader.own(object);
        }
        int from = 0;
        while (from < sorted.size()) {
            int to = from;
            long version = sorted.get(from).place().version();
            if (dumped != null) {
                dumped.before(version);
            }
            while (to < sorted.size() && sorted.get(to).place().version() == version) {
                to++;
            }
            reader.readVersion(sorted.subList(from, to));
            from = to;
        }
        if (dumped != null) {
            dumped.before(Long.MAX_VALUE);
        }
        return reader.catalog;
    }

    Catalog catalog() {
        return catalog;
    }

    DdlEffects effects() {
        return effects;
    }

    private void begin(Beginning beginning) {
        Pending known = prepare(beginning.file());
        apply(known);
        known.history().beginAfter(beginning.commitTs());
    }

    private void own(SchemaObject object) {
        SchemaFile file = object.file();
        if (file != null && !file.isDatabaseLevel() && !file.view()) {
            catalog.own(object.place(), new TableId(file.schema(), file.table()));
        }
    }

    private void readVersion(List<SchemaObject> objects) {
        List<Pending> pending = new ArrayList<>();
        for (SchemaObject object : objects) {
            SchemaFile file = object.file();
            if (file == null) {
                effects.unreadable(object);
            } else if (file.isDatabaseLevel()) {
                effects.database(file);
            } else if (!file.view() && DdlAction.of(file.action()) != DdlAction.NO_TABLE) {
                catalog.table(new TableId(file.schema(), file.table())).saw(file);
                pending.add(prepare(file));
            }
        }
        for (Pending next : pending) {
            if (!next.history().isPast(next.file().version())) {
                apply(next);
            }
        }
    }

    private Pending prepare(SchemaFile file) {
        TableHistory history = catalog.table(new TableId(file.schema(), file.table()));
        try {
            return new Pending(file, history, effects.knowledgeAfter(file, history), "");
        } catch (PoisonException e) {
            return new Pending(file, history, null, String.valueOf(e.getMessage()));
        }
    }

    private void apply(Pending pending) {
        SchemaFile file = pending.file();
        TableHistory history = pending.history();
        TableSchema before = history.lastSchema();
        history.learn(pending.knowledge() == null ? history.knowledge() : pending.knowledge());
        try {
            if (pending.knowledge() == null) {
                throw new PoisonException(pending.error());
            }
            history.add(version(file, before, pending.knowledge()));
        } catch (PoisonException e) {
            history.stop(effects.problem(history.table(), file, String.valueOf(e.getMessage())));
        }
        if (DdlAction.of(file.action()) == DdlAction.DROP) {
            history.end(file.version());
        }
    }

    private FeedVersion version(SchemaFile file, @Nullable TableSchema before, Knowledge knowledge) {
        DdlAction action = DdlAction.of(file.action());
        if (!action.begins() || (before != null && action == DdlAction.CREATE)) {
            throw DdlEffects.unsupported("it " + action.words());
        }
        if (before != null && before.version() == file.version()) {
            throw new PoisonException("there are two schema files of this version");
        }
        if (!options.partitionSeparator() && PartitionClause.isIn(file.query())) {
            throw new PoisonException(
                    "feed.enable-partition-separator is false and the table has partitions, which then share"
                            + " a folder where TiCDC overwrites files (tiflow#11979); turn it on in the changefeed, with a fresh"
                            + " prefix, or exclude the table");
        }
        TableSchema schema = schema(file, knowledge);
        FeedVersion.Step step =
                before == null ? FeedVersion.Step.FIRST : new SchemaStep(before, schema, file).classify();
        return new FeedVersion(schema, step, file.action(), file.query());
    }

    TableSchema schema(SchemaFile file, Knowledge knowledge) {
        List<Column> columns = new ArrayList<>();
        for (SchemaColumn column : file.columns()) {
            if (!knowledge.isVirtual(column.name())) {
                ColumnType type = withLabels(column, knowledge.column(column.name()));
                columns.add(new Column(column.name(), type, landed(file, column.name(), type), column.nullable()));
            }
        }
        TableId table = new TableId(file.schema(), file.table());
        List<String> configured = options.keyColumns().apply(table);
        return new TableSchema(
                table, file.version(), columns, new KeyChooser(file, columns, knowledge).choose(configured));
    }

    private ValueType landed(SchemaFile file, String column, ColumnType type) {
        TableId table = new TableId(file.schema(), file.table());
        LandAs chosen = options.landAs().apply(table, column).orElse(null);
        try {
            return chosen == null ? ValueType.of(type, options.zeroDate()) : chosen.of(type);
        } catch (IllegalArgumentException unfit) {
            throw new PoisonException(
                    "tables." + table + ".columns." + column + ".as="
                            + String.valueOf(chosen).toLowerCase(Locale.ROOT) + ": " + unfit.getMessage(),
                    unfit);
        }
    }

    private static ColumnType withLabels(SchemaColumn column, @Nullable ColumnSpec known) {
        boolean needed = column.isLabelled() && column.type().elements().isEmpty();
        return needed && known != null ? column.type().withElements(known.elements()) : column.type();
    }
}
