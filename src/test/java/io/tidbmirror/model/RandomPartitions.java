package io.tidbmirror.model;

import io.tidbmirror.corpus.Truth.Name;
import io.tidbmirror.model.TicdcSink.Event;
import io.tidbmirror.model.TicdcSink.SchemaFile;
import java.util.ArrayList;
import java.util.List;

/** Random statements on partitions: empty ones, full ones, and exchanges with other tables. */
final class RandomPartitions {

    private final RandomTidb tidb;
    private final Draw draw;
    private final ModelTable table;
    private final String part;

    RandomPartitions(RandomTidb tidb, Draw draw, ModelTable table) {
        this.tidb = tidb;
        this.draw = draw;
        this.table = table;
        this.part = draw.of(table.partitioning().parts()).name();
    }

    List<Event> any() {
        boolean hash = table.partitioning().kind().equals("HASH");
        return switch (draw.below(5)) {
            case 0 -> hash ? List.of() : run("TRUNCATE PARTITION `" + part + "`", 23);
            case 1 ->
                hash || table.partitioning().parts().size() == 1 ? List.of() : run("DROP PARTITION `" + part + "`", 20);
            case 2 -> add();
            case 3 -> reorganize();
            default -> exchange();
        };
    }

    private int bound(Partitioning.Part of) {
        return Integer.parseInt(of.values().get(0).get(0));
    }

    private List<Event> add() {
        List<Partitioning.Part> parts = table.partitioning().parts();
        if (!table.partitioning().kind().equals("RANGE")) {
            return List.of();
        }
        int last = bound(parts.get(parts.size() - 1));
        return run("ADD PARTITION (PARTITION `p" + last + "` VALUES LESS THAN (" + (last + 5) + "))", 19);
    }

    /** A partition becomes two, the first of which is new. */
    private List<Event> reorganize() {
        List<Partitioning.Part> parts = table.partitioning().parts();
        int index = parts.stream().map(Partitioning.Part::name).toList().indexOf(part);
        if (!table.partitioning().kind().equals("RANGE")) {
            return List.of();
        }
        int high = bound(parts.get(index));
        int low = index == 0 ? high - 8 : bound(parts.get(index - 1));
        int middle = (low + high) / 2;
        if (middle <= low || middle >= high) {
            return List.of();
        }
        return run(
                "REORGANIZE PARTITION `" + part + "` INTO (PARTITION `q" + middle + "` VALUES LESS THAN (" + middle
                        + "), PARTITION `" + part + "` VALUES LESS THAN (" + high + "))",
                64);
    }

    private List<Event> exchange() {
        for (ModelTable other : tidb.model().tables()) {
            if (other.partitioning() == null && sameDefinition(other) && fits(other)) {
                return exchange(other.name());
            }
        }
        return List.of();
    }

    private boolean sameDefinition(ModelTable other) {
        return other.primary().equals(table.primary())
                && other.uniques().equals(table.uniques())
                && columns(other).equals(columns(table));
    }

    private static List<String> columns(ModelTable of) {
        List<String> columns = new ArrayList<>();
        of.columns().forEach(c -> columns.add(c.name() + c.type().columnType() + c.nullable() + c.virtual()));
        return columns;
    }

    private boolean fits(ModelTable other) {
        return other.rows().stream()
                .allMatch(row -> part.equals(table.partitioning().find(row)));
    }

    private List<Event> exchange(Name other) {
        String statement = "ALTER TABLE " + RandomDdl.full(table.name()) + " EXCHANGE PARTITION `" + part
                + "` WITH TABLE " + RandomDdl.full(other);
        return tidb.ddl(
                other,
                statement,
                List.of(table.name(), other),
                () -> List.of(file(table.name(), statement, 42), file(other, "", 0)),
                draw);
    }

    private List<Event> run(String specification, int type) {
        String statement = "ALTER TABLE `" + table.name().table() + "` " + specification;
        return tidb.ddl(
                table.name(),
                statement,
                List.of(table.name()),
                () -> List.of(file(table.name(), statement, type)),
                draw);
    }

    private SchemaFile file(Name name, String statement, int type) {
        return new SchemaFile(
                name, statement, type, tidb.schemas().columns(tidb.model().table(name)));
    }
}
