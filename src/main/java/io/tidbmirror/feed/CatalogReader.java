package io.tidbmirror.feed;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads all schema files in the order of their versions. Files of one version are read against the state before it: they
 * may be the parts of one statement, such as {@code RENAME TABLE a TO b, c TO a}.
 */
final class CatalogReader {
    private final FeedOptions options;
    private final Catalog catalog = new Catalog();
    private final DdlEffects effects;
    private Succession succession;

    /**
     * A schema file with what its statement says against the state before it.
     *
     * @param knowledge null if the statement is needed and not understood
     * @param source the version that the statement renamed to this table, or copied; null for any other statement
     */
    private record Pending(
            SchemaFile file,
            TableHistory history,
            @Nullable Knowledge knowledge,
            @Nullable FeedVersion source,
            String error) {}

    /**
     * A table as it is at a commit-ts, with whatever led there.
     *
     * @param narrowed whether landed files have columns that it has not any more
     */
    record Beginning(SchemaFile file, long commitTs, boolean narrowed) {}

    private CatalogReader(FeedOptions options) {
        this.options = options;
        this.effects = new DdlEffects(catalog, options.labelsNeeded());
        this.succession = new Succession(options, new Exchanges());
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
        List<SchemaObject> sorted = sorted(objects);
        sorted.forEach(reader::own);
        reader.readVersions(sorted, dumped);
        return reader.catalog;
    }

    private static List<SchemaObject> sorted(Collection<SchemaObject> objects) {
        List<SchemaObject> sorted = new ArrayList<>(objects);
        sorted.sort(
                Comparator.comparingLong((SchemaObject object) -> object.place().version())
                        .thenComparing(object -> object.place().folder())
                        .thenComparingLong(object -> object.place().hash()));
        return sorted;
    }

    /** Files of one version are read together; what an export tells comes before the first version behind it. */
    private void readVersions(List<SchemaObject> sorted, @Nullable DumpCatalog dumped) {
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
            readVersion(sorted.subList(from, to));
            from = to;
        }
        if (dumped != null) {
            dumped.before(Long.MAX_VALUE);
        }
    }

    Catalog catalog() {
        return catalog;
    }

    DdlEffects effects() {
        return effects;
    }

    private void begin(Beginning beginning) {
        Pending known = prepare(beginning.file(), Renames.of(List.of(), effects));
        apply(known);
        known.history().beginAfter(beginning.commitTs(), beginning.narrowed());
    }

    private void own(SchemaObject object) {
        SchemaFile file = object.file();
        if (file != null && !file.isDatabaseLevel() && !file.view()) {
            catalog.own(object.place(), new TableId(file.schema(), file.table()));
        }
    }

    private void readVersion(List<SchemaObject> objects) {
        List<SchemaFile> tables = new ArrayList<>();
        for (SchemaObject object : objects) {
            SchemaFile file = object.file();
            if (file == null) {
                effects.unreadable(object);
            } else if (file.isDatabaseLevel()) {
                effects.database(file);
            } else if (!file.view() && DdlAction.of(file.action()) != DdlAction.NO_TABLE) {
                catalog.table(new TableId(file.schema(), file.table())).saw(file);
                tables.add(file);
            }
        }
        Renames renames = Renames.of(tables, effects);
        List<Pending> pending = tables.stream()
                .filter(file -> !renames.isPassed(file))
                .map(file -> prepare(file, renames))
                .toList();
        succession = new Succession(options, Exchanges.of(tables, catalog, effects));
        renames.endSources();
        for (Pending next : pending) {
            if (!next.history().isPast(next.file().version())) {
                apply(next);
            }
        }
    }

    private Pending prepare(SchemaFile file, Renames renames) {
        TableHistory history = catalog.table(new TableId(file.schema(), file.table()));
        try {
            if (DdlAction.of(file.action()) == DdlAction.RENAME) {
                TableHistory source = renames.source(file);
                return new Pending(file, history, source.knowledge(), source.current(), "");
            }
            return new Pending(file, history, effects.knowledgeAfter(file, history), effects.original(file), "");
        } catch (PoisonException e) {
            return new Pending(file, history, null, null, String.valueOf(e.getMessage()));
        }
    }

    private void apply(Pending pending) {
        SchemaFile file = pending.file();
        TableHistory history = pending.history();
        if (DdlAction.of(file.action()) == DdlAction.DROP) {
            history.end(file.version(), DdlEffects.cause(file));
            return;
        }
        boolean known = history.problem() == null || DdlAction.of(file.action()).restarts();
        Knowledge knowledge = pending.knowledge();
        history.learn(knowledge == null ? history.knowledge() : knowledge);
        try {
            if (knowledge == null) {
                throw new PoisonException(pending.error());
            }
            if (known) {
                history.add(succession.next(history, file, knowledge, pending.source()));
            }
        } catch (PoisonException e) {
            history.stop(effects.problem(history.table(), file, String.valueOf(e.getMessage())));
        }
    }

    TableSchema schema(SchemaFile file, Knowledge knowledge) {
        return new LandedSchema(file, knowledge, options.schemas()).read();
    }
}
