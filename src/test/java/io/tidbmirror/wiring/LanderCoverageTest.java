package io.tidbmirror.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidbmirror.MemoryTempDir;
import io.tidbmirror.change.Column;
import io.tidbmirror.change.ColumnType;
import io.tidbmirror.change.MySqlType;
import io.tidbmirror.change.TableId;
import io.tidbmirror.change.TableSchema;
import io.tidbmirror.change.ValueType;
import io.tidbmirror.change.ZeroDate;
import io.tidbmirror.land.Lander;
import io.tidbmirror.land.LanderOptions;
import io.tidbmirror.local.LocalHeadStore;
import io.tidbmirror.local.LocalLandingZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a table is stopped is told to people who see nothing but the log of a mirror that runs on. */
class LanderCoverageTest {
    private static final TableId TABLE = new TableId("shop", "orders");

    @TempDir(factory = MemoryTempDir.class)
    Path folder;

    private final List<String> told = new ArrayList<>();

    private Lander lander() throws IOException {
        return new Lander(
                new LocalLandingZone(folder.resolve("zone")),
                new LocalHeadStore(folder.resolve("state")),
                new RowsFormat(),
                LanderOptions.of("test", "rows"));
    }

    private LanderCoverage process() throws IOException {
        Lander lander = lander();
        return new LanderCoverage(() -> lander, told::add);
    }

    @Test
    void aTableIsToldOnceByEachProcessThatFindsItStopped() throws IOException {
        LanderCoverage first = process();
        first.of(TABLE);
        first.quarantine(TABLE, "it has no key");
        assertThat(first.of(TABLE)).isNull();
        assertThat(told).containsExactly("it has no key");

        LanderCoverage next = process();
        assertThat(next.of(TABLE)).isNull();
        assertThat(next.of(TABLE)).isNull();
        assertThat(told).containsExactly("it has no key", "it has no key");
    }

    @Test
    void aReleasedTableIsToldAgainWhenItStopsAgain() throws IOException {
        LanderCoverage coverage = process();
        coverage.quarantine(TABLE, "it has no key");
        lander().release(TABLE);
        assertThat(coverage.of(TABLE)).isNotNull();

        coverage.quarantine(TABLE, "it has no key");

        assertThat(told).containsExactly("it has no key", "it has no key");
    }

    @Test
    void whatTheLanderStoppedWhileRowsLandedIsLeftToTheRoute() throws IOException {
        LanderCoverage coverage = process();
        coverage.of(TABLE);
        lander().quarantine(TABLE, "row 1 cannot be read", "");

        coverage.quarantine(TABLE, "row 1 cannot be read");

        assertThat(coverage.of(TABLE)).isNull();
        assertThat(told).isEmpty();
    }

    @Test
    void aFolderThatIsNotAsHeadSaysAndAHeadThatCannotBeReadAreTold() throws IOException {
        ColumnType bigint = ColumnType.of(MySqlType.BIGINT);
        Column id = new Column("id", bigint, ValueType.of(bigint, ZeroDate.NULL), false);
        lander().birth(TABLE, new TableSchema(TABLE, 1, List.of(id), List.of(0)));
        Path landed = folder.resolve("zone/shop.schema/orders");
        Files.move(landed, folder.resolve("elsewhere"));
        assertThat(process().of(TABLE)).isNull();
        assertThat(told).singleElement().asString().contains("the landing folder is gone");

        Files.writeString(folder.resolve("state/shop.orders.head"), "…");
        assertThat(process().of(TABLE)).isNull();
        assertThat(told).hasSize(2).last().asString().contains("shop.orders");
    }

    @Test
    void aTableWhoseHeadCannotBeReadAnyMoreIsStopped() throws IOException {
        LanderCoverage coverage = process();
        coverage.of(TABLE);
        Files.writeString(folder.resolve("state/shop.orders.head"), "…");

        coverage.quarantine(TABLE, "row 1 cannot be read");
        assertThat(coverage.of(TABLE)).isNull();

        assertThat(told).singleElement().asString().contains("shop.orders.head");
    }
}
