package io.tidbmirror.change;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How rows of one schema version become rows of another: a pure function of the row.
 *
 * @param target schema of the rows it gives
 * @param origins where the value of each column of {@code target} comes from
 * @param filters rows that are none of {@code target}'s, because a statement took their partition away
 */
public record Projection(TableSchema target, List<Origin> origins, List<Filter> filters) {
    /** All rows. */
    public Projection(TableSchema target, List<Origin> origins) {
        this(target, origins, List.of());
    }

    public Projection {
        origins = List.copyOf(origins);
        filters = List.copyOf(filters);
        if (origins.size() != target.columns().size()) {
            throw new IllegalArgumentException("a projection needs an origin for each column");
        }
    }

    /**
     * Which rows stay: those that meet a condition, or those that do not.
     *
     * @param columns where the values of the condition come from
     * @param condition what is asked of them
     * @param keep whether rows that meet it stay
     * @param uniform whether all rows of a file meet it or none does, since a file holds one partition
     */
    public record Filter(List<Origin> columns, RowCondition condition, boolean keep, boolean uniform) {
        public Filter {
            columns = List.copyOf(columns);
        }
    }

    /** Where a value comes from, and the columns it is converted through on its way. */
    public sealed interface Origin {
        /** The column as it is in each version; the first one has the value as it was written, the last is the target's. */
        List<Column> path();

        private Origin to(Column column) {
            List<Column> longer = new ArrayList<>(path());
            if (!longer.get(longer.size() - 1).equals(column)) {
                longer.add(column);
            }
            return onPath(longer);
        }

        private Origin onPath(List<Column> path) {
            if (this instanceof Read read) {
                return new Read(read.column(), path);
            }
            return this instanceof Filled filled
                    ? new Filled(filled.text(), path)
                    : new Unknown(((Unknown) this).reason(), path);
        }

        /** Whether a conversion on the way may be refused by a value. */
        default boolean mayFail() {
            for (int i = 1; i < path().size(); i++) {
                if (ValueChange.of(path().get(i - 1), path().get(i)) == ValueChange.CHECKED) {
                    return true;
                }
            }
            return this instanceof Unknown;
        }
    }

    /**
     * The value of a column of the row.
     *
     * @param column its index
     */
    public record Read(int column, List<Column> path) implements Origin {
        public Read {
            path = List.copyOf(path);
        }
    }

    /**
     * The same value for all rows: a column that was added later.
     *
     * @param text as TiDB writes it, or null for NULL
     */
    public record Filled(@Nullable String text, List<Column> path) implements Origin {
        public Filled {
            path = List.copyOf(path);
        }
    }

    /**
     * A value that no byte of the changefeed tells.
     *
     * @param reason why, and what to do
     */
    public record Unknown(String reason, List<Column> path) implements Origin {
        public Unknown {
            path = List.copyOf(path);
        }
    }

    /** Rows as they are. */
    public static Projection identity(TableSchema schema) {
        List<Origin> origins = new ArrayList<>();
        for (int i = 0; i < schema.columns().size(); i++) {
            origins.add(new Read(i, List.of(schema.columns().get(i))));
        }
        return new Projection(schema, origins);
    }

    /** This one, and then another that takes its target's rows. */
    public Projection then(Projection next) {
        List<Filter> all = new ArrayList<>(filters);
        for (Filter filter : next.filters) {
            List<Origin> columns = filter.columns().stream().map(this::composed).toList();
            all.add(new Filter(columns, filter.condition(), filter.keep(), filter.uniform()));
        }
        List<Origin> composed = next.origins.stream().map(this::composed).toList();
        return new Projection(next.target, composed, all);
    }

    /** An origin in the rows that this projection gives, in the rows that it takes. */
    private Origin composed(Origin origin) {
        if (!(origin instanceof Read read)) {
            return origin;
        }
        Origin through = origins.get(read.column());
        for (Column column : read.path()) {
            through = through.to(column);
        }
        return through;
    }

    /** The same for a file that may hold rows of several partitions. */
    public Projection ofAnyFile() {
        List<Filter> mixed = filters.stream()
                .map(filter -> new Filter(filter.columns(), filter.condition(), filter.keep(), false))
                .toList();
        return new Projection(target, origins, mixed);
    }

    /** Whether it gives back the columns it takes, as they are, under the same key. */
    public boolean isIdentity(TableSchema source) {
        if (!filters.isEmpty()) {
            return false;
        }
        if (!target.table().equals(source.table())
                || !target.columns().equals(source.columns())
                || !target.key().equals(source.key())) {
            return false;
        }
        for (int i = 0; i < origins.size(); i++) {
            boolean inPlace = origins.get(i) instanceof Read read
                    && read.column() == i
                    && read.path().size() == 1;
            if (!inPlace) {
                return false;
            }
        }
        return true;
    }

    /** Whether a row may have a value that is not certain to be TiDB's. */
    public boolean mayFail() {
        return origins.stream().anyMatch(Origin::mayFail);
    }
}
