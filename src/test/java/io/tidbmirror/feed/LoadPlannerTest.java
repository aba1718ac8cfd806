package io.tidbmirror.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.Covered;
import io.tidbmirror.change.FilePlace;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.change.ZeroDate;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is left to load of a table whose load was interrupted. */
class LoadPlannerTest {
    private static final long TSO = 470_612_650_486_661_120L;
    private static final TableId T = new TableId("shop", "t");

    private final MemoryFeedStore store = new MemoryFeedStore();

    private FeedPlan plan(long tso, Covered covered) throws IOException {
        put("shop.t-schema.sql", "CREATE TABLE `t` (`id` int NOT NULL, PRIMARY KEY (`id`));");
        put("shop.t.000000000.csv", "\"id\"\n1\n");
        put("shop.t.000000001.csv", "\"id\"\n2\n");
        Dump dump = new DumpFolder(store).read(OptionalLong.of(tso), OptionalLong.empty());
        SchemaFile exported =
                Objects.requireNonNull(Objects.requireNonNull(dump.table(T)).schema());
        ColumnType type = ColumnType.of(MySqlType.INT);
        Column id = new Column("id", type, ValueType.of(type, ZeroDate.NULL), false);
        TableSchema schema = new TableSchema(T, 1, List.of(id), List.of(0));
        FeedVersion base = new FeedVersion(schema, FeedVersion.Step.EXPORTED, exported, List.of(), null);
        return new LoadPlanner(T, dump, base).plan(covered, null);
    }

    private void put(String path, String content) {
        store.put(path, content.getBytes(UTF_8));
    }

    private static Covered whole(FeedWindow.Span span) {
        return new Covered(
                new TreeMap<>(Map.of(Dump.STREAM, new FilePlace(span.file().place(), FilePlace.ALL).position())));
    }

    @Test
    void theFilesBehindTheLastOneAreLeft() throws IOException {
        List<FeedWindow.Span> all =
                ((FeedPlan.Go) plan(TSO, Covered.NOTHING)).window().spans();

        FeedWindow rest = ((FeedPlan.Go) plan(TSO, whole(all.get(0)))).window();

        assertThat(rest.spans()).extracting(span -> span.file().name()).containsExactly("shop.t.000000001.csv");
        assertThat(((FeedPlan.Go) plan(TSO, whole(all.get(1)))).window().to()).isEqualTo(Covered.below(TSO + 1));
    }

    /** Rows loaded before are as of another moment, and what happened to them in between would be dropped. */
    @Test
    void aLaterExportWithFilesOfTheSameNamesAndSizesIsNotTakenForTheOneBefore() throws IOException {
        List<FeedWindow.Span> all =
                ((FeedPlan.Go) plan(TSO, Covered.NOTHING)).window().spans();

        FeedPlan later = plan(TSO + 1, whole(all.get(0)));

        assertThat(later).isInstanceOf(FeedPlan.Stop.class);
        assertThat(((FeedPlan.Stop) later).reason()).contains("shop.t is loaded in part", "put the export back");
    }
}
