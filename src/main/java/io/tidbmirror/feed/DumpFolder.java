package io.tidbmirror.feed;

import io.tidbmirror.change.FatalException;
import io.tidbmirror.change.PoisonException;
import io.tidbmirror.change.TableId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads what is in the folder of a Dumpling export, or of an export of TiDB Cloud, which has the same names. Files in
 * folders below it are not read.
 */
public final class DumpFolder {
    private static final int MOST_BYTES = 8 << 20;

    /** Numbers without leading zeros come in their order too. */
    private static final Comparator<DumpFile> ORDER = Comparator.comparingInt(
                    (DumpFile file) -> file.object().path().length())
            .thenComparing(file -> file.object().path());

    private final FeedStore store;
    private final Map<TableId, FeedObject> schemas = new TreeMap<>();
    private final Map<TableId, List<DumpFile>> files = new TreeMap<>();
    private final Map<TableId, String> formats = new TreeMap<>();
    private final Set<TableId> views = new HashSet<>();
    private final DumpStrays strays;

    /** Reads all tables of an export: one that is mirrored may have had another name then. */
    public DumpFolder(FeedStore store) {
        this.store = store;
        this.strays = new DumpStrays(store);
    }

    /**
     * Reads names and statements, no rows.
     *
     * @param tso the export's TSO where it does not tell it itself; must agree where it does
     * @param feedStart see {@link Dump#feedStart}
     * @throws FatalException if it cannot be used
     * @throws IOException if the store does not answer
     */
    public Dump read(OptionalLong tso, OptionalLong feedStart) throws IOException {
        long position = DumpMetadata.tso(store.read(DumpName.METADATA), tso);
        Listings.pages(store, "", false, page -> {
            page.objects().forEach(this::add);
            strays.addFolders(page.folders());
        });
        schemas.keySet().removeAll(views);
        files.forEach(this::addStray);
        SortedMap<TableId, DumpTable> tables = new TreeMap<>();
        for (TableId table : tables()) {
            tables.put(table, table(table, position));
        }
        if (tables.isEmpty()) {
            throw FatalException.configuration("the export at snapshot.location has no files of tables; it"
                    + " must be the folder that Dumpling wrote, with names such as shop.orders.000000000.csv");
        }
        return new Dump(position, tables, feedStart);
    }

    private void add(FeedObject object) {
        DumpName name = DumpName.parse(object.path());
        if (name instanceof DumpName.Schema schema) {
            schemas.put(schema.table(), object);
        } else if (name instanceof DumpName.View view) {
            views.add(view.table());
        } else if (name instanceof DumpName.Data data) {
            files.computeIfAbsent(data.table(), table -> new ArrayList<>()).add(new DumpFile(store, object));
            formats.merge(data.table(), data.format(), (one, other) -> one.equals(other) ? one : one + " and " + other);
        } else if (name instanceof DumpName.Nameless) {
            strays.add(object.path());
        }
    }

    private void addStray(TableId table, List<DumpFile> rows) {
        if (!schemas.containsKey(table)) {
            strays.add(rows.get(0).object().path());
        }
    }

    private List<TableId> tables() {
        List<TableId> tables = new ArrayList<>(schemas.keySet());
        files.keySet().stream().filter(table -> !schemas.containsKey(table)).forEach(tables::add);
        return tables;
    }

    private DumpTable table(TableId table, long tso) throws IOException {
        List<DumpFile> sorted = new ArrayList<>(files.getOrDefault(table, List.of()));
        sorted.sort(ORDER);
        FeedObject statement = schemas.get(table);
        String problem = problem(table, statement != null && sorted.isEmpty());
        if (statement == null || !problem.isEmpty()) {
            return new DumpTable(table, null, problem, sorted);
        }
        try {
            return new DumpTable(table, DumpSchema.parse(table, tso, statement.path(), text(statement)), "", sorted);
        } catch (PoisonException e) {
            return new DumpTable(table, null, String.valueOf(e.getMessage()), sorted);
        }
    }

    /** Why rows of a table cannot be read or may be missing; empty if nothing is known. */
    private String problem(TableId table, boolean withoutRows) throws IOException {
        String format = formats.getOrDefault(table, "csv");
        if (!format.equals("csv") && !format.equals("sql")) {
            return "its rows are exported as " + format + ": export it as csv or sql";
        }
        String stray = withoutRows ? strays.any() : null;
        return stray == null
                ? ""
                : "it has no rows there, or they are in files like " + stray + ", whose name tells no table of the"
                        + " export: export without --output-filename-template, into a folder that holds nothing else";
    }

    private String text(FeedObject object) throws IOException {
        try (InputStream in = new DumpFile(store, object).open(0)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new PoisonException(object.path() + " has more than " + MOST_BYTES + " bytes");
            }
            return new String(content, StandardCharsets.UTF_8);
        }
    }
}
