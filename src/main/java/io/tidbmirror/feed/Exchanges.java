package io.tidbmirror.feed;

import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.Projection;
import io.tidbmirror.change.Projection.Filter;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.feed.Ddl.ExchangePartition;
import io.tidbmirror.feed.FeedVersion.Parent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tables whose rows the statements of one version exchange with a partition of another: its rows become theirs, and
 * theirs become its. The file of the other table tells nothing of it.
 */
final class Exchanges {
    private static final int MOST_STRANDS = 64;

    private final Map<TableId, Exchange> byTable = new HashMap<>();

    /**
     * One side of an exchange.
     *
     * @param own the version whose rows stay; null if none does
     * @param other the version whose rows come
     */
    private record Exchange(
            @Nullable FeedVersion own, FeedVersion other, Partitioning partitioning, String partition) {}

    /** Finds both sides in the state before the version. */
    static Exchanges of(List<SchemaFile> files, Catalog catalog, DdlEffects effects) {
        Exchanges exchanges = new Exchanges();
        for (SchemaFile file : files) {
            if (DdlAction.of(file.action()) == DdlAction.EXCHANGE_PARTITION) {
                exchanges.read(file, files, catalog.table(new TableId(file.schema(), file.table())), effects);
            }
        }
        return exchanges;
    }

    private void read(SchemaFile file, List<SchemaFile> files, TableHistory partitioned, DdlEffects effects) {
        ExchangePartition statement;
        try {
            statement = DdlParser.parse(file.query()) instanceof ExchangePartition found ? found : null;
        } catch (PoisonException notUnderstood) {
            return; // the table stops when its own file is read; nothing tells the other one
        }
        List<TableHistory> others = statement == null ? List.of() : effects.sources(statement.other(), file);
        FeedVersion whole = partitioned.current();
        FeedVersion part = others.size() == 1 ? others.get(0).current() : null;
        String error = statement == null || statement.validated() ? "" : "rows of the other table were not validated";
        boolean told = others.size() == 1
                && files.stream().anyMatch(other -> new TableId(other.schema(), other.table())
                        .equals(others.get(0).table()));
        if (statement == null || whole == null || part == null || !told || !error.isEmpty()) {
            String reason = error.isEmpty() ? "not both tables of the exchange are known" : error;
            others.forEach(other -> other.stop(effects.problem(
                    other.table(),
                    file,
                    "a partition of another table is exchanged with it, and " + reason + DdlEffects.REMEDY)));
            return;
        }
        Partitioning partitioning = Partitions.of(whole);
        byTable.put(partitioned.table(), new Exchange(whole, part, partitioning, statement.partition()));
        byTable.put(others.get(0).table(), new Exchange(null, whole, partitioning, statement.partition()));
    }

    boolean concerns(TableId table) {
        return byTable.containsKey(table);
    }

    /** The versions whose rows are those of a table after the exchange. */
    List<Parent> parents(TableSchema schema, SchemaFile file) {
        Exchange exchange = byTable.get(schema.table());
        if (exchange == null) {
            throw DdlEffects.unsupported("it exchanges a partition with a table that is not known");
        }
        List<Parent> parents = new ArrayList<>();
        FeedVersion own = exchange.own();
        if (own != null) {
            parents.add(parent(own, schema, file, exchange, false));
        }
        parents.add(parent(exchange.other(), schema, file, exchange, true));
        int strands = parents.stream()
                .mapToInt(parent -> parent.version().strands().size())
                .sum();
        if (strands > MOST_STRANDS) {
            throw DdlEffects.unsupported("its rows came on " + strands + " ways from exchanged partitions");
        }
        return parents;
    }

    private static Parent parent(
            FeedVersion version, TableSchema schema, SchemaFile file, Exchange exchange, boolean keep) {
        Filter filter = Partitions.filter(exchange.partitioning(), exchange.partition(), version.schema(), keep);
        ColumnOrigins origins = new ColumnOrigins(version.schema(), file.columns());
        SchemaStep step = new SchemaStep(version.schema(), schema, origins);
        step.requireKey();
        Projection rows = step.projection();
        return new Parent(version, new Projection(schema, rows.origins(), List.of(filter)));
    }
}
